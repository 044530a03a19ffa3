# The rooms of the house and who may include whom (ARCHITECTURE.md, section 2).
#
# Each room is one static library. Its headers are reached through an include root of its own,
# build/include/<room>/<room> -> src/<room>, so a room sees another room's headers only if this
# table says so. PUBLIC: what the room's headers may include. PRIVATE: what only its bodies may include.
# tests/rooms/ compiles one forbidden include a room and expects it to fail.
function(gongkai_room name)
  cmake_parse_arguments(ROOM "" "" "PUBLIC;PRIVATE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  add_library(gongkai_${name} STATIC ${sources})
  set(root ${CMAKE_BINARY_DIR}/include/${name})
  file(MAKE_DIRECTORY ${root})
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${name} ${root}/${name} SYMBOLIC)
  target_include_directories(gongkai_${name} PUBLIC ${root})
  target_link_libraries(gongkai_${name} PUBLIC ${ROOM_PUBLIC} PRIVATE ${ROOM_PRIVATE})
endfunction()

include(cmake/embed_law.cmake)

gongkai_room(base     PUBLIC fmt::fmt                          PRIVATE ICU::uc)
gongkai_room(law      PUBLIC gongkai_base                      PRIVATE yaml-cpp gongkai_embedded_law)
gongkai_room(document PUBLIC gongkai_base                      PRIVATE PkgConfig::GUMBO PkgConfig::PUGIXML PkgConfig::LIBZIP ICU::uc ICU::i18n)
gongkai_room(scan     PUBLIC gongkai_base gongkai_law gongkai_document)
gongkai_room(report   PUBLIC gongkai_base gongkai_law gongkai_document gongkai_scan)
gongkai_room(cli      PUBLIC gongkai_base gongkai_law gongkai_document gongkai_scan gongkai_report PRIVATE CLI11::CLI11 Boost::json Threads::Threads)

add_executable(gongkai ${CMAKE_SOURCE_DIR}/src/cli/main.cpp)
target_link_libraries(gongkai PRIVATE gongkai_cli CLI11::CLI11)
