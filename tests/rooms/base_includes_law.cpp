// base may not include law (cmake/rooms.cmake): this file must not compile there.
#include "law/calendar.h"

int main() {}
