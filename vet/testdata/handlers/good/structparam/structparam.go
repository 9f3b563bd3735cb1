// Package structparam is good: the fields of struct parameters are assigned, also nested ones and through a pointer method on the copy.
package structparam

type Limits struct{ Low, High int }

type Config struct {
	Name   string
	Limits Limits
}

func (c *Config) widen(by int) {
	c.Limits.Low -= by
	c.Limits.High += by
}

// Relaxed is the configuration with wider limits.
//
//assay:pure
func Relaxed(c Config, by int) Config {
	c.Name += " (relaxed)"
	c.widen(by)
	limits := &c.Limits
	limits.High = max(limits.Low, limits.High)
	return c
}
