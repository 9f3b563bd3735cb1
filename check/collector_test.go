package check

import (
	"runtime/debug"
	"testing"
)

// percent is the setting of the collector. There is no way to ask but to set it.
func percent() int {
	now := debug.SetGCPercent(usualPercent)
	debug.SetGCPercent(now)
	return now
}

// TestCollectorWaitsForSearches: the collector runs seldom while a search is under way and the process is small, and as before otherwise.
func TestCollectorWaitsForSearches(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(usualPercent))
	beginSearch(smallBytes)
	beginSearch(smallBytes)
	during := percent()
	endSearch()
	still := percent()
	endSearch()
	if after := percent(); during != seldomPercent || still != seldomPercent || after != usualPercent {
		t.Errorf("with two searches %d %%, with one %d %%, after them %d %%", during, still, after)
	}

	beginSearch(smallBytes)
	grew(smallBytes)
	small := percent()
	grew(smallBytes + 1)
	if large := percent(); small != seldomPercent || large != usualPercent {
		t.Errorf("%d %% while the process is small, %d %% when it has grown", small, large)
	}
	endSearch()

	debug.SetGCPercent(50)
	beginSearch(smallBytes)
	chosen := percent()
	endSearch()
	if after := percent(); chosen != 50 || after != 50 {
		t.Errorf("someone chose 50 %%, and it was %d %% during a search and %d %% after it", chosen, after)
	}
}
