// scan may not include report (cmake/rooms.cmake): this file must not compile there.
#include "report/model.h"

int main() {}
