#include "atlas/state/new_folder.hpp"

#include "atlas/state/errors.hpp"
#include "atlas/state/swap.hpp"

#include <fmt/format.h>

namespace atlas::state {
namespace {

ATLAS_DIAGNOSTIC(k_there_already, "ATLAS-E6010", error, "what shall be made is there already",
                 "ATLAS makes this file or folder only where nothing has its name: what is there may hold somebody's "
                 "work. Choose another name, make it in another folder, or remove what is there yourself.");

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
}

class Maker {
 public:
  Maker(FileSystem& files, Diagnostics& diagnostics) : files_(files), diagnostics_(diagnostics) {}

  bool is_free(const std::string& path) {
    const auto info = files_.info(path);
    if (!info) {
      return done(info, "look at", path);
    }
    if (*info) {
      diagnostics_.add(k_there_already(fmt::format("{} is there already", path))
                           .on(path)
                           .fix("choose another name, or another folder with --output"));
    }
    return !*info;
  }

  bool make_folders(const std::string& folder) { return done(make_directories(files_, folder), "make", folder); }

  bool create(const std::string& path, const std::string& text, int mode) {
    return done(files_.create(path, text, mode, true), "write", path);
  }

  bool rename(const std::string& from, const std::string& to) {
    return done(files_.rename(from, to), "make", to) && done(files_.sync_directory(parent_of(to)), "make", to);
  }

  bool fill(const std::string& folder, const spec::FileTree& tree) {
    for (const auto& [path, file] : tree.files()) {
      const std::string whole = folder + "/" + path;
      if (!make_folders(parent_of(whole)) || !create(whole, file.content, file.mode)) {
        return false;
      }
    }
    return true;
  }

 private:
  template <class T>
  bool done(const FileSystem::Outcome<T>& outcome, const std::string& verb, const std::string& path) {
    if (!outcome) {
      diagnostics_.add(disk_error(verb, path, outcome.error()));
    }
    return outcome.has_value();
  }

  FileSystem& files_;
  Diagnostics& diagnostics_;
};

}  // namespace

bool write_new_folder(FileSystem& files, const std::string& folder, const spec::FileTree& tree,
                      Diagnostics& diagnostics) {
  Maker maker(files, diagnostics);
  if (!maker.is_free(folder) || !maker.make_folders(parent_of(folder))) {
    return false;
  }
  const std::string staged = SiblingNames(folder).staged;
  remove_tree(files, staged);
  if (maker.make_folders(staged) && maker.fill(staged, tree) && maker.is_free(folder) && maker.rename(staged, folder)) {
    return true;
  }
  remove_tree(files, staged);
  return false;
}

bool write_new_file(FileSystem& files, const std::string& path, const std::string& text, Diagnostics& diagnostics) {
  Maker maker(files, diagnostics);
  return maker.is_free(path) && maker.make_folders(parent_of(path)) && maker.create(path, text, 0644);
}

}  // namespace atlas::state
