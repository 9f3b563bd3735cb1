package doe

import (
	"fmt"
	"math"
)

func pValue(p float64) string {
	if p < 0.0001 {
		return "< 0.0001"
	}
	return fmt.Sprintf("%.4f", p)
}

// percent never rounds up to certainty.
func percent(x float64) string {
	switch {
	case x >= 0.9995 && x < 1:
		return "99.9%"
	case math.Abs(x*100-math.Round(x*100)) < 1e-9:
		return fmt.Sprintf("%.0f%%", x*100)
	}
	return fmt.Sprintf("%.1f%%", math.Floor(x*1000)/10)
}
