package refine

// Size is a number as a type. Size must always give the same, which is not negative.
type Size interface{ Size() int }

// The sizes up to sixteen.
type (
	N0  struct{}
	N1  struct{}
	N2  struct{}
	N3  struct{}
	N4  struct{}
	N5  struct{}
	N6  struct{}
	N7  struct{}
	N8  struct{}
	N9  struct{}
	N10 struct{}
	N11 struct{}
	N12 struct{}
	N13 struct{}
	N14 struct{}
	N15 struct{}
	N16 struct{}
)

// Size is 0.
func (N0) Size() int { return 0 }

// Size is 1.
func (N1) Size() int { return 1 }

// Size is 2.
func (N2) Size() int { return 2 }

// Size is 3.
func (N3) Size() int { return 3 }

// Size is 4.
func (N4) Size() int { return 4 }

// Size is 5.
func (N5) Size() int { return 5 }

// Size is 6.
func (N6) Size() int { return 6 }

// Size is 7.
func (N7) Size() int { return 7 }

// Size is 8.
func (N8) Size() int { return 8 }

// Size is 9.
func (N9) Size() int { return 9 }

// Size is 10.
func (N10) Size() int { return 10 }

// Size is 11.
func (N11) Size() int { return 11 }

// Size is 12.
func (N12) Size() int { return 12 }

// Size is 13.
func (N13) Size() int { return 13 }

// Size is 14.
func (N14) Size() int { return 14 }

// Size is 15.
func (N15) Size() int { return 15 }

// Size is 16.
func (N16) Size() int { return 16 }
