// report may not include cli (cmake/rooms.cmake): this file must not compile there.
#include "cli/paths.h"

int main() {}
