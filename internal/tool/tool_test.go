package tool_test

import (
	"strings"
	"testing"

	"github.com/assay-dev/assay/internal/tool"
)

func TestRun(t *testing.T) {
	if out, status := tool.Run(t, ".", "version"); status != 0 || !strings.Contains(out, "evidence protocol") {
		t.Errorf("exit status %d: %s", status, out)
	}
	if out, status := tool.Run(t, ".", "no-such-verb"); status != 2 || !strings.Contains(out, "there is no verb") {
		t.Errorf("exit status %d: %s", status, out)
	}
}
