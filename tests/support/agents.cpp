#include "tests/support/agents.hpp"

namespace atlas::test {

ATLAS_JSON(Ask, number, text);
ATLAS_JSON(Told, number, text);
ATLAS_JSON(Other, number);

}  // namespace atlas::test
