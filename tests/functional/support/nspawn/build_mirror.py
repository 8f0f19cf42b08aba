"""Makes a partial mirror of Debian: build_mirror.py SUITE FOLDER. The distribution's own signed indices, whole; of the
packages only what the lists in packages/ ask for, chosen by APT's own resolver from this machine's own APT sources."""
import hashlib
import itertools
import os
import pathlib
import shutil
import subprocess
import sys
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
ALWAYS = ["?essential", "?priority(required)", "apt", "debian-archive-keyring"]
FOLDERS = {"Debian": "debian", "Debian-Security": "debian-security"}


def output_of(*command):
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout


def indices(suite):
    """The package indices that APT knows for the suite: where each comes from, and its place in the mirror."""
    text = output_of("apt-get", "indextargets", "--format", "$(URI)|$(REPO_URI)|$(RELEASE)|$(LABEL)|$(COMPONENT)",
                     "Created-By: Packages")
    for uri, repository, release, label, component in (line.split("|") for line in text.splitlines()):
        if label in FOLDERS and release in (suite, f"{suite}-updates", f"{suite}-security"):
            yield {"uri": uri, "repository": repository, "release": release, "component": component,
                   "place": FOLDERS[label]}


def download(wanted):
    """wanted: (URI, file, hash or ""). APT's own helper checks the hash and asks this machine's proxies and sources."""
    wanted = list(wanted)
    for start in range(0, len(wanted), 200):
        some = wanted[start:start + 200]
        subprocess.run(["/usr/lib/apt/apt-helper", "-qq", "-o", "APT::Sandbox::User=root", "download-file", *itertools.chain(*some)], check=True)


def copy_indices(found, mirror):
    lists = output_of("apt-config", "shell", "folder", "Dir::State::lists/d").split("'")[1]
    for index in found:
        folder = mirror / index["place"] / "dists" / index["release"]
        inner = folder / index["component"] / "binary-amd64"
        inner.mkdir(parents=True, exist_ok=True)
        name = index["repository"].split("://")[-1].rstrip("/").replace("/", "_") + f"_dists_{index['release']}_InRelease"
        shutil.copyfile(os.path.join(lists, name), folder / "InRelease")
        download([(index["uri"] + ".xz", str(inner / "Packages.xz"), "")])
        digest = hashlib.sha256((inner / "Packages.xz").read_bytes()).hexdigest()
        (inner / "by-hash/SHA256").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(inner / "Packages.xz", inner / "by-hash/SHA256" / digest)


def resolve(packages, recommends, state):
    """What a machine that has nothing would download for these packages."""
    text = output_of("apt-get", "-qq", "-y", "-o", f"Dir::State::status={state}/status",
                     "-o", f"Dir::State::extended_states={state}/extended", "-o", f"Dir::Cache::archives={state}/archives",
                     "-o", "Dir::Cache::pkgcache=", "-o", "Dir::Cache::srcpkgcache=", "-o", "Debug::NoLocking=true",
                     "-o", f"APT::Install-Recommends={recommends}", "--print-uris", "install", *packages)
    for line in text.splitlines():
        uri, _, _, *digest = line.replace("'", "").split()
        yield uri, "".join(digest)


def read_list(path):
    return [line.split("#")[0].strip() for line in path.read_text().splitlines() if line.split("#")[0].strip()]


def wanted_packages(state):
    (state / "archives/partial").mkdir(parents=True, exist_ok=True)
    (state / "status").write_text("")
    image = read_list(HERE / "packages/image")
    wanted = {}
    for path in sorted((HERE / "packages").iterdir()):
        for recommends in ("true", "false"):
            for uri, digest in resolve(ALWAYS + image + read_list(path), recommends, state):
                wanted[uri] = digest
    return wanted


def place_of(uri, found, mirror):
    for index in found:
        if uri.startswith(index["repository"]):
            return mirror / index["place"] / urllib.parse.unquote(uri[len(index["repository"]):])
    raise SystemExit(f"no repository of the suite has {uri}")


def fetch_packages(found, mirror):
    state = mirror.parent / "resolver"
    files = {uri: (place_of(uri, found, mirror), digest) for uri, digest in wanted_packages(state).items()}
    missing = [(uri, str(file), digest) for uri, (file, digest) in files.items() if not file.exists()]
    for _, file, _ in missing:
        os.makedirs(os.path.dirname(file), exist_ok=True)
    download(missing)
    kept = {file for file, _ in files.values()}
    for file in mirror.rglob("*.deb"):
        # Machines of another run may still ask for what is no longer wanted.
        if file not in kept and file.stat().st_mtime < time.time() - 86400:
            file.unlink()
    shutil.rmtree(state)
    print(f"mirror: {len(files)} packages, {len(missing)} of them new")


def main():
    suite, mirror = sys.argv[1], pathlib.Path(sys.argv[2])
    found = list(indices(suite))
    if {index["place"] for index in found} != set(FOLDERS.values()):
        raise SystemExit(f"the APT sources of this machine have no {suite} with its security updates")
    shutil.rmtree(mirror / "debian/dists", ignore_errors=True)
    shutil.rmtree(mirror / "debian-security/dists", ignore_errors=True)
    copy_indices(found, mirror)
    fetch_packages(found, mirror)


if __name__ == "__main__":
    main()
