package evidence

import (
	"bytes"
	"math"
	"testing"
)

// TestSeriesTravels: what is no number comes back as none, and four digits are enough.
func TestSeriesTravels(t *testing.T) {
	series := Series{System: "s", Runs: 2, Seconds: 1, Lines: []SeriesLine{
		{Name: "q", Unit: "messages", Panel: "server: queue", Middle: []Number{1234567, Number(math.NaN()), 0.000123456}}},
		Marks: []SeriesMark{{Seconds: 60, What: "outage"}}}
	var wire bytes.Buffer
	e := NewEncoder(&wire)
	for _, m := range []Message{{Config: &Config{Protocol: Protocol}}, {Series: &series}} {
		if err := e.Encode(m); err != nil {
			t.Fatal(err)
		}
	}
	want := `"middle":[1.235e+06,null,0.0001235]`
	if !bytes.Contains(wire.Bytes(), []byte(want)) {
		t.Errorf("%s, expected %s in it", wire.String(), want)
	}
	d := NewDecoder(&wire)
	_, _ = d.Decode()
	m, err := d.Decode()
	if err != nil || m.Series == nil || m.Series.Lines[0].Middle[0] != 1.235e6 || !math.IsNaN(float64(m.Series.Lines[0].Middle[1])) {
		t.Errorf("%+v, %v", m.Series, err)
	}
}
