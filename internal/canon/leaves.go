package canon

import (
	"net/netip"
	"sync"
	"time"
	"unsafe"
)

// How the place of a time is written: nil only for a *time.Location, which otherwise is written as the location of a fixed time.
const (
	placeNil = iota
	placeUTC
	placeLocal
	placeNamed // name, abbreviation and offset at that time follow
)

// leaf appends the types whose fields do not say what they mean.
func (e *encoder) leaf(dst []byte, q unsafe.Pointer, s *step) ([]byte, *fault) {
	switch s.op {
	case opTime:
		return e.space.appendTime(dst, *(*time.Time)(q))
	case opLocation:
		if loc := *(**time.Location)(q); loc != nil {
			return e.space.locations.append(dst, time.Unix(0, 0).In(loc)), nil
		}
		return append(dst, placeNil), nil
	case opAddr:
		return appendAddr(dst, *(*netip.Addr)(q))
	case opFunction:
		return e.function(dst, *(*unsafe.Pointer)(q))
	case opForeign:
		return foreign(dst, q, s.slice)
	case opView:
		return e.view(dst, q, s)
	}
	panic("canon: no such op: " + indexText(int(s.op)))
}

func (d *decoder) leaf(src []byte, q unsafe.Pointer, s *step) ([]byte, *fault) {
	switch s.op {
	case opTime:
		return d.space.readTime(src, (*time.Time)(q))
	case opLocation:
		loc, rest, f := d.space.locations.read(src, time.Unix(0, 0))
		*(**time.Location)(q) = loc
		return rest, f
	case opAddr:
		return readAddr(src, (*netip.Addr)(q))
	}
	panic("canon: no such op: " + indexText(int(s.op)))
}

func appendAddr(dst []byte, a netip.Addr) ([]byte, *fault) {
	n := a.BitLen()/8 + len(a.Zone())
	dst, err := a.AppendBinary(appendUint(dst, uint64(n)))
	if err != nil {
		return dst, faultf("is %v, which has no bytes: %v", a, err)
	}
	return dst, nil
}

func readAddr(src []byte, to *netip.Addr) ([]byte, *fault) {
	n, rest, f := readLen(src, 1)
	if f != nil {
		return src, f
	}
	if err := to.UnmarshalBinary(rest[:n]); err != nil {
		return src, misread("an address")
	}
	return rest[n:], nil
}

func (s *Space) appendTime(dst []byte, t time.Time) ([]byte, *fault) {
	// Round(0) takes the monotonic reading away and changes nothing else.
	if t != t.Round(0) {
		return dst, faultf("is %v, a time with a monotonic reading, expected wall time alone\nhint: t.Round(0)", t)
	}
	dst = appendInt(dst, t.Unix())
	dst = appendUint(dst, uint64(t.Nanosecond()))
	return s.locations.append(dst, t), nil
}

func (s *Space) readTime(src []byte, to *time.Time) ([]byte, *fault) {
	sec, rest, ok := readInt(src)
	nsec, rest, ok2 := readUint(rest)
	if !ok || !ok2 || nsec > 999_999_999 {
		return src, misread("a time")
	}
	t := time.Unix(sec, int64(nsec))
	loc, rest, f := s.locations.read(rest, t)
	if f != nil {
		return src, f
	}
	if loc == nil {
		return src, misread("a location")
	}
	*to = t.In(loc)
	return rest, nil
}

// A locationTable keeps the locations met, by name: time zones cannot be made again from their bytes.
type locationTable struct {
	mu     sync.RWMutex
	byName map[string][]*time.Location
}

// append adds the location of t.
func (l *locationTable) append(dst []byte, t time.Time) []byte {
	switch loc := t.Location(); loc {
	case time.UTC:
		return append(dst, placeUTC)
	case time.Local:
		return append(dst, placeLocal)
	default:
		l.keep(t)
		zone, offset := t.Zone()
		dst = appendText(append(dst, placeNamed), loc.String())
		return appendInt(appendText(dst, zone), int64(offset))
	}
}

func appendText(dst []byte, s string) []byte {
	return append(appendUint(dst, uint64(len(s))), s...)
}

// keep remembers t's location, unless one is known that would do as well.
func (l *locationTable) keep(t time.Time) {
	zone, offset := t.Zone()
	name := t.Location().String()
	if l.find(name, zone, offset, t) != nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byName == nil {
		l.byName = map[string][]*time.Location{}
	}
	l.byName[name] = append(l.byName[name], t.Location())
}

// find returns a location of that name that shows t in that zone, or nil.
func (l *locationTable) find(name, zone string, offset int, t time.Time) *time.Location {
	l.mu.RLock()
	defer l.mu.RUnlock()
	for _, loc := range l.byName[name] {
		if shows(loc, zone, offset, t) {
			return loc
		}
	}
	return nil
}

func shows(loc *time.Location, zone string, offset int, t time.Time) bool {
	z, o := t.In(loc).Zone()
	return z == zone && o == offset
}

// read reads the location of t; it is nil only for the bytes of a nil location.
func (l *locationTable) read(src []byte, t time.Time) (*time.Location, []byte, *fault) {
	if len(src) == 0 {
		return nil, src, truncated()
	}
	switch src[0] {
	case placeNil:
		return nil, src[1:], nil
	case placeUTC:
		return time.UTC, src[1:], nil
	case placeLocal:
		return time.Local, src[1:], nil
	case placeNamed:
		return l.readNamed(src[1:], t)
	}
	return nil, src, misread("a location")
}

func (l *locationTable) readNamed(src []byte, t time.Time) (*time.Location, []byte, *fault) {
	var name, zone string
	rest, f := readText(src, &name)
	if f == nil {
		rest, f = readText(rest, &zone)
	}
	if f != nil {
		return nil, src, f
	}
	offset, rest, ok := readInt(rest)
	if !ok || int64(int32(offset)) != offset {
		return nil, src, misread("an offset")
	}
	if loc := l.find(name, zone, int(offset), t); loc != nil {
		return loc, rest, nil
	}
	if loc := rebuild(name, zone, int(offset), t); loc != nil {
		l.keep(t.In(loc))
		return loc, rest, nil
	}
	return nil, src, faultf("is in the location %q (%s), expected one that this space has met", name, zone)
}

func readText(src []byte, to *string) ([]byte, *fault) {
	if len(src) == 0 {
		return src, truncated()
	}
	return readString(src, to)
}

// rebuild makes a location that was met in another process: a fixed one from its bytes, any other from the time zone database.
func rebuild(name, zone string, offset int, t time.Time) *time.Location {
	if name == zone {
		if loc := time.FixedZone(name, offset); loc.String() == name && shows(loc, zone, offset, t) {
			return loc
		}
	}
	loc, err := time.LoadLocation(name)
	if err != nil || loc == time.UTC || loc == time.Local || !shows(loc, zone, offset, t) {
		return nil
	}
	return loc
}
