#!/usr/bin/env bash
script "$r/ci_runner/register.sh"
unit "$r/ci_runner/runner.service"
[ "$family" != Debian ] || repository "$r/ci_runner/gitlab.sources" https://mirror.example.org/gitlab-runner/
"$python" - "$r/ci_runner" <<'PYTHON' || fail "$system: a file of the CI runner is not what it should be"
import pathlib, sys, tomllib
folder = pathlib.Path(sys.argv[1])
settings = tomllib.loads((folder / "config.toml").read_text())
runner = settings["runners"][0]
assert settings["concurrent"] == 4 and settings["log_level"] == "warn", settings
assert runner["token"] == "glrt-0123456789_abcdefgh" and runner["executor"] == "docker", runner
assert runner["docker"]["allowed_images"] == ["registry.example.org/*:*"] and runner["docker"]["privileged"] is False, runner
for path in folder.iterdir():
    assert path.name == "config.toml" or "glrt-" not in path.read_text(), f"{path.name} has the token"
PYTHON
# What registers gives the token to GitHub's program in its environment, and not on its command line.
mkdir -p fake/runner
printf '#!/usr/bin/env bash\nprintf "%%s\\n" "$ACTIONS_RUNNER_INPUT_TOKEN" "$@" >told\n' >fake/runner/config.sh
chmod +x fake/runner/config.sh
sed "s#^cd .*#cd $PWD/fake/runner#; s#runuser -u ci-runner -- ##" "$r/ci_runner/register.sh" >fake/register
printf AAAABBBBCCCC | bash fake/register || fail "$system: registering ends with an error"
[ "$(head -n1 fake/runner/told)" = AAAABBBBCCCC ] || fail "$system: the token is lost"
[ "$(grep -c AAAABBBBCCCC fake/runner/told)" -eq 1 ] || fail "$system: the token is on the command line"
grep -qx 'linux,build' fake/runner/told || fail "$system: the labels are lost"
