#!/usr/bin/env bash
# What the action does: it builds the command in the version that the module asks for, and lets it report. Inputs come as variables, and
# no text of theirs is run.
set -euo pipefail

module=github.com/assay-dev/assay
assay=${ASSAY_BINARY:-}
if [ -z "$assay" ]; then
	assay=${RUNNER_TEMP:-/tmp}/assay
	# A module that has the command as a tool builds it. One that imports package check alone lacks the sums of what the command imports:
	# then the version that it asks for is built, in the directory by which the module replaces it where it does.
	here=$(go list -m -f '{{with .Replace}}{{if not .Version}}{{.Dir}}{{end}}{{end}}' "$module")
	if [ -n "$here" ]; then
		go -C "$here" build -o "$assay" ./cmd/assay
	elif ! go build -o "$assay" "$module/cmd/assay" 2>/dev/null; then
		GOBIN=$(dirname "$assay") go install "$module/cmd/assay@$(go list -m -f '{{.Version}}' "$module")"
	fi
fi

output=${ASSAY_OUTPUT:-assay-report}
mkdir -p "$output"
flags=(-time "${ASSAY_TIME:-20m}")
for file in report.html report.md report.json report.sarif junit.xml; do
	flags+=(-o "$output/$file")
done
[ "${ASSAY_SWEEPS:-false}" != true ] || flags+=(-sweep)
[ -z "${ASSAY_BASE:-}" ] || flags+=(-base "$ASSAY_BASE")
read -r -a packages <<<"${ASSAY_PACKAGES:-./...}"

status=0
"$assay" report "${flags[@]}" -- "${packages[@]}" || status=$?
[ -z "${GITHUB_OUTPUT:-}" ] || echo "status=$status" >>"$GITHUB_OUTPUT"
exit "$status"
