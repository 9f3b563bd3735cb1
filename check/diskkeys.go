package check

import (
	"fmt"
	"slices"
	"strings"
)

// neverWritten are the keys that a Recover or a property asks of a disk though no behaviour writes them: what the code does where they are
// there was not explored, and one that is mistyped is always missing. Before everything is explored nothing can be said.
func (p *pass) neverWritten() (all []string) {
	for i, actor := range p.sys.Actors {
		asked, written := p.sys.DiskKeys(i)
		for _, key := range asked {
			if slices.Contains(written, key) {
				continue
			}
			there := "nothing"
			if len(written) > 0 {
				there = quotedAll(written)
			}
			all = append(all, fmt.Sprintf("%q on the disk of %s: it is asked for, and no behaviour writes it (written: %s)", key, actor.ID, there))
		}
	}
	return all
}

func quotedAll(all []string) string {
	var words []string
	for _, s := range all {
		words = append(words, fmt.Sprintf("%q", s))
	}
	return strings.Join(words, ", ")
}
