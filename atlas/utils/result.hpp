#pragma once

#include "atlas/utils/diagnostic.hpp"

#include <tl/expected.hpp>

namespace atlas {

/// What can be expected to fail returns a Result: the value, or the one Diagnostic that says why not.
/// Work that can find several problems takes a `Diagnostics&` instead. Exceptions are for bugs only.
template <class T>
using Result = tl::expected<T, Diagnostic>;

/// Wraps a diagnostic so that it converts to any Result.
inline tl::unexpected<Diagnostic> failure(Diagnostic diagnostic) {
  return tl::unexpected<Diagnostic>(std::move(diagnostic));
}

}  // namespace atlas
