#!/usr/bin/env bash
# Compares SPIN and Assay on two-phase commit with 8 resource managers: steps per CPU-second.
#
#   bench/spin/run.sh [-v plain|arrays|hc4|bfs] [pairs]   5 interleaved pairs if not told
#   bench/spin/run.sh counts                              only SPIN's counts, N from 1 to 8
#
# ASSAY_BENCH_CMD replaces the command that runs ours; its output must hold "<value> steps/cpu-s"
# (and, to be compared, "<value> states" and "<value> steps"). README.md says what is compared.
set -euo pipefail
export LC_ALL=C # a decimal point in what bash's `time` prints and awk reads

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
ours_cmd=${ASSAY_BENCH_CMD:-"go test -run '^\$' -bench '^BenchmarkTwoPhase8\$' -benchtime 1x -count 1 ./bench"}

# N:states:transitions. 1 to 6 are the numbers of MODELS.md; a plain
# enumeration of the Machine, written apart from both tools, gave all eight.
golden=(1:12:20 2:56:154 3:288:1146 4:1568:8258 5:8832:58146 6:50816:402306
	7:296448:2744706 8:1745408:18507778)

# -DNOREDUCE: the whole state space, as ours. -DSAFETY -DNOFAIR: no cycle detection.
cflags=(-O2 -w -DNOREDUCE -DSAFETY -DNOFAIR -DMEMLIM=8000)
# -n: no list of unreached code. -m: the longest path has 3N+2 = 26 states, and a larger stack
# costs CPU before the search starts. -w23: the fastest table for 1.7 million states.
pan_flags=(-n -m1000 -w23)

fail() {
	echo "run.sh: $1" >&2
	if [[ -n ${2:-} ]]; then echo "hint: $2" >&2; fi
	exit 1
}

need() { command -v "$1" >/dev/null || fail "$1: not found in PATH" "$2"; }

# build N VARIANT makes $tmp/pan.
build() {
	local model=() extra=()
	case $2 in
	plain) ;;
	arrays) model=(-DARRAYS) ;;
	hc4) extra=(-DHC4) ;;
	bfs) extra=(-DBFS) ;;
	*) fail "variant \"$2\" is not one of plain, arrays, hc4, bfs" ;;
	esac
	(
		cd "$tmp"
		spin "-DN=$1" "${model[@]}" -a "$here/twophase.pml" >spin.out 2>&1 || { cat spin.out >&2; exit 1; }
		gcc "${cflags[@]}" "${extra[@]}" -o pan pan.c
	) || fail "twophase.pml: N=$1, variant $2: pan was not built"
}

# spin_once sets states, steps (the transitions that SPIN counts) and cpu (user+sys seconds).
spin_once() {
	local TIMEFORMAT='%U %S'
	{ time "$tmp/pan" "${pan_flags[@]}" >"$tmp/pan.out" 2>&1; } 2>"$tmp/pan.time" || {
		cat "$tmp/pan.out" >&2
		fail "pan: failed"
	}
	if ! grep -q 'errors: 0$' "$tmp/pan.out" || grep -qE 'not completed|too small|out of memory' "$tmp/pan.out"; then
		cat "$tmp/pan.out" >&2
		fail "pan: an assertion failed or the search was cut short"
	fi
	states=$(awk '/states, stored/ {print $1}' "$tmp/pan.out")
	steps=$(awk '/transitions \(= stored\+matched\)/ {print $1}' "$tmp/pan.out")
	cpu=$(awk '{printf "%.3f", $1 + $2}' "$tmp/pan.time")
}

# metric UNIT prints the number before the field UNIT in ours' output, or nothing.
metric() { awk -v unit="$1" '{for (i = 2; i <= NF; i++) if ($i == unit) {printf "%.0f\n", $(i - 1); exit}}' "$tmp/ours.out"; }

# ours_once sets rate, states, steps and cpu; the last three are "-" if ours does not say.
ours_once() {
	(cd "$root" && bash -c "$ours_cmd") >"$tmp/ours.out" 2>&1 || {
		cat "$tmp/ours.out" >&2
		fail "$ours_cmd: failed"
	}
	rate=$(metric steps/cpu-s)
	if [[ -z $rate || $rate == 0 ]]; then
		cat "$tmp/ours.out" >&2
		fail "$ours_cmd: printed no \"<value> steps/cpu-s\"" "is BenchmarkTwoPhase8 in $root/bench?"
	fi
	states=$(metric states)
	steps=$(metric steps)
	cpu=-
	if [[ -n $steps ]]; then cpu=$(awk -v s="$steps" -v r="$rate" 'BEGIN {printf "%.3f", s / r}'); fi
	states=${states:--} steps=${steps:--}
}

row() { printf '%-5s %-6s %10s %12s %9s %14s\n' "$@"; }

pair_spin() {
	spin_once
	spin_rate=$(awk -v s="$steps" -v c="$cpu" 'BEGIN {printf "%.0f", s / c}')
	row "$1" SPIN "$states" "$steps" "$cpu" "$spin_rate"
	echo "$spin_rate" >>"$tmp/spin.rates"
}

pair_ours() {
	ours_once
	row "$1" Assay "$states" "$steps" "$cpu" "$rate"
	echo "$rate" >>"$tmp/ours.rates"
}

median() { sort -g | awk '{v[NR] = $1} END {if (NR % 2) print v[(NR + 1) / 2]; else print (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }

check_golden() { # N VARIANT, after spin_once
	local g
	for g in "${golden[@]}"; do
		if [[ $g == "$1:"* && $g != "$1:$states:$steps" ]]; then
			[[ $2 == hc4 ]] || fail "SPIN: N=$1: states:transitions $states:$steps, expected ${g#*:}"
			echo "note: -DHC4 stored $states states and $steps transitions, not ${g#*:}: it lost some (see README.md)"
		fi
	done
}

counts() {
	local g n
	printf '%-3s %10s %12s\n' N states transitions
	for g in "${golden[@]}"; do
		n=${g%%:*}
		build "$n" "$variant"
		spin_once
		check_golden "$n" "$variant"
		printf '%-3s %10s %12s\n' "$n" "$states" "$steps"
	done
}

# compare runs one pair that does not count (it builds ours and checks the counts), then the others.
compare() {
	local i want_states want_steps
	build 8 "$variant"
	spin_once
	check_golden 8 "$variant"
	IFS=: read -r _ want_states want_steps <<<"${golden[7]}"
	ours_once
	[[ $states == - || $states == "$want_states" ]] || fail "ours: $states states, expected $want_states"
	[[ $steps == - || $steps == "$want_steps" || $steps == $((want_steps - 1)) ]] ||
		fail "ours: $steps steps, expected $want_steps, or one less without the initial state"

	echo "two-phase commit, 8 resource managers; SPIN: $variant, pan ${pan_flags[*]}"
	row pair tool states steps cpu-s steps/cpu-s
	for ((i = 1; i <= pairs; i++)); do # who goes first alternates
		if ((i % 2)); then
			pair_spin "$i"
			pair_ours "$i"
		else
			pair_ours "$i"
			pair_spin "$i"
		fi
	done
	echo "median steps/cpu-s: SPIN $(median <"$tmp/spin.rates"), Assay $(median <"$tmp/ours.rates")"
	echo "median ratio Assay/SPIN: $(paste "$tmp/ours.rates" "$tmp/spin.rates" | awk '{printf "%.3f\n", $1 / $2}' | median)"
}

variant=plain
while getopts v: opt; do
	case $opt in
	v) variant=$OPTARG ;;
	*) fail "usage: run.sh [-v plain|arrays|hc4|bfs] [pairs|counts]" ;;
	esac
done
shift $((OPTIND - 1))
pairs=${1:-5}
[[ $pairs == counts || $pairs =~ ^[1-9][0-9]{0,2}$ ]] || fail "pairs \"$pairs\": expected a number from 1 to 999, or counts"

need spin "apt-get install spin"
need gcc "apt-get install gcc"
if [[ $pairs != counts && -z ${ASSAY_BENCH_CMD:-} ]]; then need go "install Go, or set ASSAY_BENCH_CMD"; fi

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

if [[ $pairs == counts ]]; then counts; else compare; fi
