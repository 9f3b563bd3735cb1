package browser

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// ThreadSeconds is how long the page's main thread has had a processor: what else runs on the machine is no part of it.
func (p *Page) ThreadSeconds() (seconds float64) {
	p.t.Helper()
	metrics, err := chromedp.Run(p.ctx, func(ctx context.Context, target *chromedp.Target) (performance.GetMetricsResult, error) {
		if _, err := cdp.Call(ctx, target, performance.Enable, performance.EnableParams{}); err != nil {
			return performance.GetMetricsResult{}, err
		}
		return cdp.Call(ctx, target, performance.GetMetrics, cdp.Empty{})
	})
	p.must(err)
	for _, m := range metrics.Metrics {
		if m.Name == "ThreadTime" {
			seconds = m.Value
		}
	}
	if seconds == 0 {
		p.t.Fatalf("browser: the page does not say how long its main thread ran, among %d metrics", len(metrics.Metrics))
	}
	return seconds
}
