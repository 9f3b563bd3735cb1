package canon

import (
	"testing"
	"unsafe"
)

func aPaxos() *Paxos {
	n := 7
	return &Paxos{
		Ballot: 3, Promised: &n, Accepted: map[int]Vote{1: {1, "a"}, 2: {1, "b"}, 3: {2, "a"}},
		Log: []Vote{{1, "a"}, {2, "b"}}, Peers: []string{"p1", "p2", "p3"}, Phase: 2, Last: Vote{2, "a"},
	}
}

func BenchmarkFlatAppend(b *testing.B) {
	typ := typeOf[Flat](b, NewSpace())
	v := Flat{Term: 3, Ballots: [3]int32{1, 2, 3}}
	buf := make([]byte, 0, 64)
	b.ReportAllocs()
	for b.Loop() {
		buf, _ = typ.Append(buf[:0], unsafe.Pointer(&v))
	}
}

func BenchmarkFlatNew(b *testing.B) {
	s := NewSpace()
	typ, src := typeOf[Flat](b, s), encode(b, s, Flat{Term: 3, Ballots: [3]int32{1, 2, 3}})
	b.ReportAllocs()
	for b.Loop() {
		typ.New(src)
	}
}

func BenchmarkPaxosAppend(b *testing.B) {
	typ, v := typeOf[Paxos](b, NewSpace()), aPaxos()
	buf := make([]byte, 0, 512)
	b.ReportAllocs()
	for b.Loop() {
		buf, _ = typ.AppendPtr(buf[:0], v)
	}
}

func BenchmarkPaxosNew(b *testing.B) {
	s := NewSpace()
	typ, src := typeOf[Paxos](b, s), encode(b, s, *aPaxos())
	b.ReportAllocs()
	for b.Loop() {
		typ.New(src)
	}
}

func BenchmarkPaxosNewGuarded(b *testing.B) {
	s := NewSpace()
	typ, src := typeOf[Paxos](b, s), encode(b, s, *aPaxos())
	var g Guard
	b.ReportAllocs()
	for b.Loop() {
		g.Reset()
		typ.NewGuarded(src, &g)
	}
}

func BenchmarkMessageAppend(b *testing.B) {
	s := NewSpace()
	var msg any = Vote{1, "a"}
	buf := make([]byte, 0, 128)
	b.ReportAllocs()
	for b.Loop() {
		buf, _ = s.AppendAny(buf[:0], msg)
	}
}

func BenchmarkMessageRead(b *testing.B) {
	s := NewSpace()
	src, _ := s.AppendAny(nil, Vote{1, "a"})
	b.ReportAllocs()
	for b.Loop() {
		s.ReadAny(src)
	}
}
