#pragma once

#include "atlas/utils/strong_id.hpp"

namespace atlas::spec {

using NodeName = StrongName<struct NodeNameTag>;        ///< a Proxmox node
using StorageId = StrongName<struct StorageIdTag>;      ///< a storage as `pvesm` knows it
using MachineName = StrongName<struct MachineNameTag>;  ///< a guest's hostname, unique in the fleet
using VmId = StrongNumber<struct VmIdTag>;              ///< 100..999999999 (PVE: PVE::JSONSchema pve-vmid)

}  // namespace atlas::spec
