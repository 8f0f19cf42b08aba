#pragma once

#include "atlas/spec/messages/generate.hpp"

#include <stop_token>
#include <string_view>

namespace atlas::agents {

/// Template engine, context and catalogue for a blueprint, whose JSON form is `context`. A missing catalogue is
/// loaded; its problems go to `diagnostics`.
spec::Shared<spec::Workshop> make_workshop(const spec::GenerateRequest& request,
                                           spec::Shared<spec::Catalogue> catalogue, const Json& context,
                                           Diagnostics& diagnostics);

/// The shipped components and those of `folders`.
spec::Shared<spec::Catalogue> load_catalogue(const std::vector<std::string>& folders, Diagnostics& diagnostics);

/// What the three generating agents do: run every target that belongs to the agent type `owner`.
spec::FilesGenerated generate_files(std::string_view owner, const spec::GenerateRequest& request,
                                    const std::stop_token& stop);

}  // namespace atlas::agents
