# One static library holds all Rust code: MiniJinja (templates) and jsonschema (validation).
find_program(CARGO cargo HINTS $ENV{HOME}/.cargo/bin REQUIRED)
set(ATLAS_RUST_DIR ${CMAKE_SOURCE_DIR}/atlas/utils/rust)
# Shared by all presets: the crates are the same whatever the C++ flags are.
set(ATLAS_RUST_TARGET ${CMAKE_SOURCE_DIR}/build/rust CACHE PATH "cargo target directory")
set(ATLAS_RUST_LIB ${ATLAS_RUST_TARGET}/release/libatlas_rust.a)
add_custom_command(OUTPUT ${ATLAS_RUST_LIB}
  COMMAND ${CARGO} build --quiet --release --locked --manifest-path ${ATLAS_RUST_DIR}/Cargo.toml
          --target-dir ${ATLAS_RUST_TARGET}
  DEPENDS ${ATLAS_RUST_DIR}/Cargo.toml ${ATLAS_RUST_DIR}/Cargo.lock ${ATLAS_RUST_DIR}/src/lib.rs
  COMMENT "building the template and schema engines (cargo)" VERBATIM)
add_custom_target(atlas_rust_build DEPENDS ${ATLAS_RUST_LIB})
add_library(atlas_rust STATIC IMPORTED GLOBAL)
set_target_properties(atlas_rust PROPERTIES IMPORTED_LOCATION ${ATLAS_RUST_LIB})
add_dependencies(atlas_rust atlas_rust_build)
target_link_libraries(atlas_rust INTERFACE Threads::Threads ${CMAKE_DL_LIBS} m)
