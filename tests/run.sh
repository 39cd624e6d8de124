#!/usr/bin/env bash
# Builds and tests everything. On a fresh Debian with the .NET SDK it installs what it needs; whatever it starts, it stops.
# Ends with the line "N passed, N failed, N skipped" and a status that is not 0 if anything failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
# One compiler for all projects of this run, which ends with it.
export UseSharedCompilation=true SharedCompilationId=quarry-tests-$$

results=$(mktemp -d)
soak=
trap stop EXIT
passed=0 failed=0 skipped=0

stop() {
  [ -z "$soak" ] || kill "$soak" 2>/dev/null
  for process in /proc/[0-9]*; do
    grep -qaF "pipename:$SharedCompilationId" "$process/cmdline" 2>/dev/null && kill "${process#/proc/}"
  done
  rm -rf "$results"
}

# The end of a log is what is read of it, so a failed test is told again there.
failures() {
  [ "$failed" -eq 0 ] || python3 - "$results" <<'EOF'
import pathlib, sys, xml.etree.ElementTree as xml
space = {"": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}
for trx in sorted(pathlib.Path(sys.argv[1]).glob("*.trx")):
    suite = xml.parse(trx)
    # A crash fails no test; the tests that it kept from running are missing.
    for told in [*suite.iterfind(".//UnitTestResult[@outcome='Failed']", space), *suite.iterfind(".//RunInfo[@outcome='Error']", space)]:
        print("FAILED:", told.get("testName", trx.stem))
        for text in filter(str.strip, told.itertext()):
            print("\n".join("  " + line for line in text.strip().splitlines()[:40] if line.strip()))
EOF
}

finish() {
  failures
  echo
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ] && exit 0 || exit 1
}

# A step that is no test suite counts as one test.
step() {
  local name=$1
  shift
  echo "== $name"
  if "$@"; then
    passed=$((passed + 1))
  else
    echo "FAILED: $name"
    failed=$((failed + 1))
    return 1
  fi
}

# The fixtures hold small C libraries, and a reader of RowBuffer in Python. The tests start PostgreSQL and MariaDB servers of their own; Debian's are not started.
install() {
  installed && return 0
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common && echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
  fi
  apt-get update -qq && without_services apt-get install -y -qq --no-install-recommends gcc libc6-dev python3 zstd postgresql \
    unixodbc unixodbc-dev libsqlite3-dev odbcinst odbc-postgresql libsqliteodbc odbc-mariadb tdsodbc mariadb-server
}

installed() {
  local program driver
  for program in gcc python3 zstd odbcinst isql; do
    command -v $program >/dev/null || return 1
  done
  for driver in psqlodbcw libsqlite3odbc libmaodbc libtdsodbc; do
    compgen -G "/usr/lib/*/odbc/$driver.so" >/dev/null || return 1
  done
  compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null && [ -x /usr/sbin/mariadbd ] && [ -e /usr/include/sql.h ] && [ -e /usr/include/sqlite3.h ]
}

# Debian asks this file, with systemd and without, before a package starts its service. One that is there already is the machine's own.
without_services() (
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    trap 'rm -f $policy' EXIT
    trap 'exit 1' INT TERM
    printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy || exit 1
  fi
  DEBIAN_FRONTEND=noninteractive "$@"
)

# What a user of `dotnet tool install` gets: the command with its plugin and the plugin's native library.
tool() {
  local folder
  folder=$(mktemp -d)
  dotnet pack core/access/Quarry.Cli -o "$folder/feed" -v quiet \
    && dotnet tool install Quarry.Cli --tool-path "$folder/tool" --add-source "$folder/feed" --prerelease >/dev/null \
    && "$folder/tool/quarry" query sqlite::memory: "select 42 as answer" --format json | grep -qx '{"answer":42}'
  local status=$?
  rm -rf "$folder"
  return $status
}

suites() {
  dotnet test Plugins.sln --no-build -p:TestResults="$results" -- RunConfiguration.TreatNoTestsAsError=true
}

# It takes its time whatever else runs, so it runs beside the steps after the suites.
end_soak() {
  wait "$soak"
  local status=$?
  soak=
  cat "$results/soak.log"
  return $status
}

count() {
  local counters
  for trx in "$results"/*.trx; do
    [ -e "$trx" ] || continue
    counters=$(grep -o '<Counters [^>]*' "$trx" | head -n 1)
    passed=$((passed + $(attribute passed "$counters")))
    failed=$((failed + $(attribute failed "$counters") + $(attribute error "$counters") + $(attribute timeout "$counters")))
    skipped=$((skipped + $(attribute notExecuted "$counters")))
  done
}

attribute() {
  sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$2" | grep . || echo 0
}

step "install" install || finish
step "build" dotnet build Plugins.sln -v minimal || finish
step "test suites" suites
dotnet artifacts/bin/Quarry.Soak/debug/Quarry.Soak.dll 120 >"$results/soak.log" 2>&1 &
soak=$!
step "format" dotnet format Plugins.sln --verify-no-changes --no-restore
step "tool package" tool
step "documents" bash tests/docs.sh
step "kernels without hardware intrinsics" env DOTNET_EnableHWIntrinsic=0 dotnet test tests/unit/Quarry.Columnar.Tests --no-build \
  --filter "FullyQualifiedName~KernelTests|FullyQualifiedName~RoundTripTests|FullyQualifiedName~GoldenTests"
for format in rowbuffer-v1 rowbuffer-v2 rowbuffer-v2.1; do
  step "independent reader of $format" python3 -B tests/fixtures/rowbuffer-reader/rowbuffer.py --check "tests/fixtures/golden/$format"
done
step "reader of 2.0, kept as it was" python3 -B tests/fixtures/rowbuffer-reader/rowbuffer_2_0.py --check tests/fixtures/golden/rowbuffer-v2
step "fuzz, short" dotnet run --no-build --project tests/fuzz/Quarry.Fuzz -- all
step "soak, two minutes" end_soak
count
finish
