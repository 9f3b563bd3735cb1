package check

import (
	"context"
	"math"
	"strings"
	"sync/atomic"
	"time"

	"github.com/assay-dev/assay/internal/step"
)

// growingAfter is how long a search goes on before somebody who looks on is told what grows in it. Where nothing is seen to, it
// looks again after half as long once more.
const growingAfter = 3 * time.Second

// growingNever is that of a search among many, whose bound ends it soon.
const growingNever = time.Duration(math.MaxInt64)

// growing looks beside a search at what grows in it, for who looks on and no record: a system without end is explored until some bound
// is hit, which may be long. What it finds depends on time.
type growing struct {
	pass  *pass
	ctx   context.Context
	began time.Time
	after time.Duration // when it is asked next
	busy  atomic.Bool
	text  atomic.Pointer[string]
}

func (p *pass) growing(ctx context.Context, c config) *growing {
	return &growing{pass: p, ctx: ctx, began: time.Now(), after: c.growingAfter}
}

// along is called now and then by the search, which it does not keep waiting: handlers run in a pass of their own, since whatever they are
// run for is counted, and one that does not return would stop this one.
func (g *growing) along(way func() []uint32) {
	c := g.pass.config
	since := time.Since(g.began)
	if since < g.after || c.depthFirst || c.accepted != "" || g.text.Load() != nil || !g.busy.CompareAndSwap(false, true) {
		return
	}
	path := way()
	g.after = since + since/2
	go func() {
		defer g.busy.Store(false)
		if text := g.pass.grownBeside(g.ctx, path); text != "" {
			g.text.Store(&text)
		}
	}()
}

// hint is what was found by now.
func (g *growing) hint() string {
	if text := g.text.Load(); text != nil {
		return *text
	}
	return ""
}

// grownBeside says what grows on a way, in a pass that shares nothing with the one under way.
func (p *pass) grownBeside(ctx context.Context, path []uint32) string {
	c := p.config
	c.progress, c.box, c.memory, c.doubts = nil, nil, nil, step.NewDoubts()
	beside, err := newPass(ctx, p.source, c, p.needed)
	if err != nil || beside.initial == nil {
		return ""
	}
	beside.watch = newWatch(c)
	beside.lower(c)
	text, _ := beside.grown(path)
	return strings.TrimPrefix(text, "\nhint: ")
}
