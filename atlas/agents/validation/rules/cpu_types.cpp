#include "atlas/agents/validation/rules/cpu_types.hpp"

namespace atlas::agents::validation::rules {

int cpu_level(std::string_view type) {
  if (type == "qemu64" || type == "kvm64" || type == "qemu32" || type == "kvm32" || type == "x86-64-v1") {
    return 1;
  }
  if (type == "x86-64-v2" || type == "x86-64-v2-AES") {
    return 2;
  }
  if (type == "x86-64-v3") {
    return 3;
  }
  return type == "x86-64-v4" ? 4 : 0;
}

std::optional<std::set<std::string>> cpu_flags(std::string_view type) {
  const int level = cpu_level(type);
  if (level == 0) {
    return std::nullopt;
  }
  std::set<std::string> flags = {"fpu", "cx8", "cmov", "fxsr", "mmx", "sse", "sse2"};
  if (level >= 2) {
    flags.insert({"cx16", "lahf_lm", "popcnt", "ssse3", "sse4_1", "sse4_2"});
  }
  if (level >= 3 || type == "x86-64-v2-AES") {
    flags.insert("aes");
  }
  if (level >= 3) {
    flags.insert({"abm", "avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "movbe", "xsave"});
  }
  if (level >= 4) {
    flags.insert({"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"});
  }
  return flags;
}

}  // namespace atlas::agents::validation::rules
