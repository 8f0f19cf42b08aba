#pragma once

#include "atlas/utils/diagnostic.hpp"
#include "atlas/utils/rust/bridge.hpp"

#include <optional>

/// The template engine's way into utils/emit: writes one job. Never throws.
namespace atlas {

/// For `atlas_rust_environment`. The text lives in a buffer of the thread until the next call.
std::int32_t write_job(const AtlasJob* job, AtlasSlice* text) noexcept;

/// Why the last job of this thread was refused, taken out; nothing when it was not.
std::optional<Diagnostic> take_refusal();

}  // namespace atlas
