#pragma once

#include <string_view>

namespace atlas::spec {

/// One label of RFC 1123, lower case: 1..63 of a-z 0-9 -, no - at either end.
bool is_host_label(std::string_view name);

/// What both the guest and Proxmox VE (format dns-name) accept as a machine's name: a host label that is not all
/// digits (it would read as a VM id).
bool is_machine_name(std::string_view name);

/// Labels joined by dots, 253 characters at most, any case.
bool is_domain_name(std::string_view name);

/// A Linux user name as `useradd` takes it: [a-z_][a-z0-9_-]{0,31}.
bool is_user_name(std::string_view name);

/// Names that machines must not have, because programs give them another meaning: localhost, broadcasthost, …
bool is_reserved_name(std::string_view name);

}  // namespace atlas::spec
