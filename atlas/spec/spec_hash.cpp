#include "atlas/spec/spec_hash.hpp"

#include <array>
#include <sodium.h>

namespace atlas::spec {

std::string hash_of(const Fleet& fleet) {
  Json json = fleet;
  json.erase("spec_file");
  json.erase("spec_hash");
  const std::string text = json.dump();
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

}  // namespace atlas::spec
