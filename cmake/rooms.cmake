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
  if(NOT sources)  # a room of which only headers stand yet
    file(WRITE ${CMAKE_BINARY_DIR}/generated/${name}_without_bodies.cpp "")
    set(sources ${CMAKE_BINARY_DIR}/generated/${name}_without_bodies.cpp)
  endif()
  add_library(gongkai_${name} STATIC ${sources})
  set(root ${CMAKE_BINARY_DIR}/include/${name})
  file(MAKE_DIRECTORY ${root})
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${name} ${root}/${name} SYMBOLIC)
  target_include_directories(gongkai_${name} PUBLIC ${root})
  target_link_libraries(gongkai_${name} PUBLIC ${ROOM_PUBLIC} PRIVATE ${ROOM_PRIVATE})
endfunction()

include(cmake/embed.cmake)
gongkai_embed(law ROOM law PATTERNS *.yaml)
gongkai_embed(migrations ROOM store PATTERNS *.sql)
gongkai_embed(web ROOM page PATTERNS *)
gongkai_embed(demo ROOM demo PATTERNS *.txt)

# the ground
gongkai_room(base        PUBLIC fmt::fmt PRIVATE ICU::uc OpenSSL::Crypto)
# the means
gongkai_room(law         PUBLIC gongkai_base PRIVATE yaml-cpp gongkai_embedded_law)
gongkai_room(document    PUBLIC gongkai_base PRIVATE PkgConfig::GUMBO PkgConfig::PUGIXML PkgConfig::LIBZIP PkgConfig::XLSXWRITER ICU::uc ICU::i18n)
gongkai_room(store       PUBLIC gongkai_base PRIVATE gongkai_embedded_migrations SQLite::SQLite3 PostgreSQL::PostgreSQL OpenSSL::Crypto Boost::json Threads::Threads)
gongkai_room(search      PUBLIC gongkai_base PRIVATE SQLite::SQLite3 PkgConfig::OPENCC ICU::uc Threads::Threads)
gongkai_room(http        PUBLIC gongkai_base PRIVATE Boost::headers OpenSSL::Crypto ZLIB::ZLIB Threads::Threads)
gongkai_room(page        PUBLIC gongkai_base PRIVATE gongkai_embedded_web PkgConfig::QRENCODE)
# the readers
gongkai_room(scan        PUBLIC gongkai_base gongkai_law gongkai_document)
gongkai_room(report      PUBLIC gongkai_base gongkai_law gongkai_document gongkai_scan)
# the work
gongkai_room(agency      PUBLIC gongkai_base gongkai_law gongkai_store PRIVATE PkgConfig::ARGON2 OpenSSL::Crypto Boost::json)
gongkai_room(catalogue   PUBLIC gongkai_base gongkai_law gongkai_store gongkai_agency PRIVATE gongkai_document gongkai_scan Boost::json)
# what may be shown
gongkai_room(publicview  PUBLIC gongkai_base gongkai_law PRIVATE gongkai_agency gongkai_catalogue gongkai_store gongkai_document gongkai_scan Boost::json)
# acts that cross rooms
gongkai_room(flows       PUBLIC gongkai_base gongkai_law gongkai_publicview gongkai_search PRIVATE gongkai_agency gongkai_catalogue gongkai_store gongkai_document gongkai_scan Threads::Threads)
# the faces
gongkai_room(portal      PUBLIC gongkai_base gongkai_law gongkai_publicview gongkai_flows gongkai_search gongkai_http gongkai_page
                         PRIVATE gongkai_document PkgConfig::PUGIXML)
gongkai_room(demo        PUBLIC gongkai_base gongkai_law gongkai_flows PRIVATE gongkai_embedded_demo gongkai_agency gongkai_catalogue gongkai_store gongkai_document)
gongkai_room(cli         PUBLIC gongkai_base gongkai_law gongkai_document gongkai_scan gongkai_report
                         PRIVATE gongkai_store gongkai_search gongkai_http gongkai_page gongkai_agency gongkai_catalogue
                                 gongkai_publicview gongkai_flows gongkai_portal gongkai_demo CLI11::CLI11 Boost::json Threads::Threads)

target_compile_definitions(gongkai_cli PUBLIC GONGKAI_VERSION="${PROJECT_VERSION}")

add_executable(gongkai ${CMAKE_SOURCE_DIR}/src/cli/main.cpp)
target_link_libraries(gongkai PRIVATE gongkai_cli CLI11::CLI11)
