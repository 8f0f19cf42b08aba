#include "atlas/state/errors.hpp"

#include <fmt/format.h>

namespace atlas::state {

ATLAS_DIAGNOSTIC(k_unsafe_path, "ATLAS-E6001", error, "a generated file has an unsafe path",
                 "A file of the output would be written outside the output folder, or over a file that ATLAS itself "
                 "needs: its path is "
                 "absolute, has an empty, `.` or `..` part, a control character, begins with `.atlas/`, or needs a "
                 "folder where another "
                 "generated file stands. Such a path comes from a template or a component; nothing was written.");
ATLAS_DIAGNOSTIC(k_symlink, "ATLAS-E6002", error, "a symbolic link is in the way",
                 "The output folder, a folder in it, or the place of a generated file is a symbolic link. ATLAS does "
                 "not write through "
                 "links, since the bytes would land somewhere else. Remove the link, or give the real folder with "
                 "`-o`. Links beside the "
                 "generated files, such as those that `tofu init` makes, are fine and are kept.");
ATLAS_DIAGNOSTIC(k_foreign_folder, "ATLAS-E6003", error, "the output folder holds files that ATLAS did not write",
                 "The folder is not empty and has no `.atlas/manifest.json`, so it was not made by ATLAS. To be safe "
                 "nothing is written. "
                 "Give another folder with `-o`, or take this one over with `--force`: files with the name of a "
                 "generated file are then "
                 "replaced, all others stay.");
ATLAS_DIAGNOSTIC(
    k_in_the_way, "ATLAS-E6004", error, "something else stands where output must go",
    "A file is needed where a folder stands, or a folder where a file stands. Move it away and run again.");
ATLAS_DIAGNOSTIC(k_locked, "ATLAS-E6005", error, "another run is writing the same output folder",
                 "Two runs must not write one folder at the same time, so the second one stops and changes nothing. "
                 "Wait for the other "
                 "run and repeat. The lock ends with the process that holds it, so a lock can never be left over.");
ATLAS_DIAGNOSTIC(k_disk, "ATLAS-E6006", error, "the disk refused",
                 "Reading or writing a file failed; the message names the file and the system's reason, such as a full "
                 "disk or missing "
                 "permission. Output is built beside the old folder and exchanged with it in one step, so the old "
                 "folder stands as it was.");
ATLAS_DIAGNOSTIC(k_leftover, "ATLAS-E6007", error, "files of an earlier run need a decision",
                 "A run that was killed left a folder `.NAME.atlas-tmp` or `.NAME.atlas-old` beside the output, and it "
                 "holds files that exist "
                 "nowhere else and that ATLAS cannot prove to be its own. Look into it, take out what you need, remove "
                 "the folder, run again.");
ATLAS_DIAGNOSTIC(k_broken_manifest, "ATLAS-E6008", error, "the manifest of the output folder is broken",
                 "`.atlas/manifest.json` says which files ATLAS wrote, with their hashes, and it cannot be read. "
                 "Without it, files that a "
                 "person edited cannot be told from others. Restore it from version control, or use `--force` to write "
                 "all files anew.");
ATLAS_DIAGNOSTIC(k_in_use, "ATLAS-E6009", error, "a tool is working in the output folder",
                 "A lock file of tofu or terraform shows that a plan or apply is running in the folder right now. "
                 "Exchanging the folder could "
                 "make it lose its state. Wait until it ends and run again. If no such tool runs, the lock was left by "
                 "a killed one: "
                 "`tofu force-unlock`, or `--force`.");
ATLAS_DIAGNOSTIC(k_edited, "ATLAS-W6020", warning, "an edited file is kept",
                 "The file differs from what ATLAS wrote, so a person (or a tool) edited it. It is kept, and the "
                 "difference is shown. To keep "
                 "the edit on purpose and without this warning, move the file to `.atlas/overrides/PATH` in the output "
                 "folder: it then takes "
                 "the place of the generated one, also for a fresh folder. Better still, put the wish into the spec or "
                 "into a template "
                 "folder (`--templates`). `--force` overwrites the edit.");
ATLAS_DIAGNOSTIC(k_useless_override, "ATLAS-W6021", warning, "an override for a file that is not generated",
                 "A file in `.atlas/overrides/` has the path of no generated file, so it has no effect. The name is "
                 "misspelt, or the file is "
                 "no longer part of the output.");
ATLAS_DIAGNOSTIC(k_rescued, "ATLAS-W6022", warning, "a file was saved under another name",
                 "While ATLAS wrote the output (or an earlier run was killed), a file was changed that is also "
                 "generated. The changed one is "
                 "kept beside it with the ending `.saved`. Compare the two and remove one.");
ATLAS_DIAGNOSTIC(k_not_cleaned, "ATLAS-W6023", warning, "the old output could not be removed",
                 "The new output is complete and in place, but its former copy, the folder that the message names, "
                 "could not be removed. The "
                 "next run tries again.");

namespace {

std::string remedy(std::error_code code) {
  if (code == std::errc::no_space_on_device) {
    return "free some space and run again";
  }
  if (code == std::errc::permission_denied || code == std::errc::operation_not_permitted) {
    return "give the user that runs atlas write permission, or choose another folder with -o";
  }
  if (code == std::errc::read_only_file_system) {
    return "choose a folder on a writable file system with -o";
  }
  if (code == std::errc::device_or_resource_busy || code == std::errc::cross_device_link) {
    return "the folder is a mount point and cannot be exchanged: give a folder below it with -o";
  }
  if (code == std::errc::filename_too_long) {
    return "choose an output folder with a shorter path";
  }
  return "";
}

}  // namespace

Diagnostic disk_error(const std::string& verb, const std::string& path, std::error_code code) {
  return k_disk(fmt::format("cannot {} {}", verb, path)).because(code.message()).fix(remedy(code));
}

}  // namespace atlas::state
