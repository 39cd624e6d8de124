#!/usr/bin/env bash
# Runs every bash block of the documents named below, in order, as a reader would: in a copy of the committed and uncommitted tree,
# each document in a shell of its own that stops at the first failure. `bash tests/run.sh` itself is left out: it is what calls this.
set -euo pipefail
cd "$(dirname "$0")/.."
export CI=true

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy" 2>/dev/null || true

# What the documents of the tool call by its name.
quarry() {
  dotnet run -c Release --project core/access/Quarry.Cli -- "$@"
}
export -f quarry

for document in README.md PLUGIN_GUIDE.md core/access/Quarry.Cli/README.md core/engine/Quarry.Odbc/README.md; do
  script=$(awk '/^```bash$/ {inside = 1; next} /^```/ {inside = 0} inside' "$document" | grep -v '^bash tests/run\.sh' || true)
  [ -n "$script" ] || continue
  echo "-- $document"
  (cd "$copy" && bash -euo pipefail -c "$script")
done
