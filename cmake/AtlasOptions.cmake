# One interface target carries language level, warnings, include root and third-party parts.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_package(nlohmann_json CONFIG REQUIRED)
find_package(CLI11 CONFIG REQUIRED)
find_package(spdlog CONFIG REQUIRED)
find_package(fmt CONFIG REQUIRED)
find_package(tl-expected CONFIG REQUIRED)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(RE2 REQUIRED re2)
pkg_check_modules(EDIT REQUIRED libedit)

option(ATLAS_ASAN "address and undefined behaviour sanitizers" OFF)
option(ATLAS_TSAN "thread sanitizer" OFF)
option(ATLAS_COVERAGE "gcov counters in product code" OFF)
option(ATLAS_PCH "precompiled standard headers" ON)

add_library(atlas_options INTERFACE)
target_include_directories(atlas_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(atlas_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
  -Wnon-virtual-dtor -Woverloaded-virtual -Werror=return-type)
# Source paths in the binary (registry, logs) are relative: the same tree gives the same binary anywhere.
target_compile_options(atlas_options INTERFACE -fmacro-prefix-map=${CMAKE_SOURCE_DIR}/=)
target_compile_definitions(atlas_options INTERFACE SPDLOG_FMT_EXTERNAL ASIO_STANDALONE
  ATLAS_VERSION="${PROJECT_VERSION}")
target_link_libraries(atlas_options INTERFACE nlohmann_json::nlohmann_json PkgConfig::YAML ${RE2_LINK_LIBRARIES} CLI11::CLI11
  spdlog::spdlog fmt::fmt tl::expected Threads::Threads PkgConfig::SODIUM
  ${EDIT_LINK_LIBRARIES})
# GCC 12 warns of its own inlined std::string code when it optimizes (GCC bugs 105329 and 105651).
target_compile_options(atlas_options INTERFACE "$<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized;-Wno-array-bounds;-Wno-stringop-overflow;-Wno-restrict>")
if(ATLAS_WERROR)
  target_compile_options(atlas_options INTERFACE -Werror)
endif()
if(ATLAS_ASAN)
  target_compile_options(atlas_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(atlas_options INTERFACE -fsanitize=address,undefined)
endif()
if(ATLAS_TSAN)
  target_compile_options(atlas_options INTERFACE -fsanitize=thread)
  target_link_options(atlas_options INTERFACE -fsanitize=thread)
endif()
if(ATLAS_COVERAGE)
  target_compile_options(atlas_options INTERFACE --coverage -fprofile-update=atomic -O0)
  target_link_options(atlas_options INTERFACE --coverage)
endif()

find_program(MOLD mold)
if(MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-fuse-ld=mold)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}
    CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()

# Every room reuses one precompiled header: the standard containers and JSON.
if(ATLAS_PCH)
  file(WRITE ${CMAKE_BINARY_DIR}/atlas_pch.cpp "// anchors the shared precompiled header\n")
  add_library(atlas_pch OBJECT ${CMAKE_BINARY_DIR}/atlas_pch.cpp)
  target_link_libraries(atlas_pch PUBLIC atlas_options)
  target_compile_options(atlas_pch PRIVATE -fpch-preprocess)
  target_precompile_headers(atlas_pch PRIVATE <algorithm> <chrono> <cstdint> <filesystem> <functional> <map>
    <memory> <optional> <set> <string> <string_view> <utility> <variant> <vector>
    <fmt/format.h> <nlohmann/json.hpp> <tl/expected.hpp>)
endif()
