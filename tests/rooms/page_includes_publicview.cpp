// What pages are made of knows nothing of what stands in them.
#include "publicview/types.h"
