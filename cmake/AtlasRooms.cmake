# A room is a folder under atlas/. Its sources are globbed, so a new file needs no edit here, and it
# is an OBJECT library, so that files that only register themselves are never dropped by the linker.
set_property(GLOBAL PROPERTY ATLAS_ROOMS "")

function(atlas_use_pch target)
  if(ATLAS_PCH)
    target_compile_options(${target} PRIVATE -fpch-preprocess)
    target_precompile_headers(${target} REUSE_FROM atlas_pch)
  endif()
endfunction()

function(atlas_room name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/atlas/${name}/*.cpp)
  if(NOT sources)
    return()  # a room appears with its first source
  endif()
  add_library(atlas_${name} OBJECT ${sources})
  target_link_libraries(atlas_${name} PUBLIC atlas_options)
  atlas_use_pch(atlas_${name})
  set_property(GLOBAL APPEND PROPERTY ATLAS_ROOMS atlas_${name})
  add_dependencies(atlas_${name} atlas_rust_build)
endfunction()

# Links every room declared so far into an executable.
function(atlas_program name)
  add_executable(${name} ${ARGN})
  get_property(rooms GLOBAL PROPERTY ATLAS_ROOMS)
  target_link_libraries(${name} PRIVATE ${rooms} atlas_options atlas_rust)
  atlas_use_pch(${name})
endfunction()

# Sets OUT to the object libraries that a room may use, itself last, as tools/layers.txt says.
function(atlas_room_closure room out)
  file(STRINGS ${CMAKE_SOURCE_DIR}/tools/layers.txt lines REGEX "^${room}:")
  string(REGEX REPLACE "^[^:]*: *" "" names "${lines}")
  separate_arguments(names)
  get_property(declared GLOBAL PROPERTY ATLAS_ROOMS)
  set(result "")
  foreach(name ${names} ${room})
    if(atlas_${name} IN_LIST declared)
      list(APPEND result atlas_${name})
    endif()
  endforeach()
  set(${out} ${result} PARENT_SCOPE)
endfunction()
