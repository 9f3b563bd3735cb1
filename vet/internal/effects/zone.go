package effects

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/std"
)

// localTimes are the functions that answer a time in the zone of the machine, and zoned the methods whose answer hangs on the zone.
var (
	localTimes = []string{"time.Unix", "time.UnixMilli", "time.UnixMicro"}
	zoned      = []string{"AppendFormat", "Clock", "Date", "Day", "Format", "GoString", "Hour", "ISOWeek", "MarshalJSON", "MarshalText", "Minute",
		"Month", "String", "Weekday", "Year", "YearDay", "Zone"}
)

// readsZone notes that a method reads the zone of a time that was just made in that of the machine. The zone of a time that comes from
// elsewhere is a part of its value.
func (f *frame) readsZone(s site, obj *types.Func) {
	if obj.Pkg().Path() != "time" || !slices.Contains(zoned, obj.Name()) || obj.Signature().Recv() == nil {
		return
	}
	call, ok := s.at.(ssa.CallInstruction)
	if !ok || call.Common().StaticCallee() == nil || call.Common().StaticCallee().Object() != obj {
		return
	}
	made, ok := call.Common().Args[0].(*ssa.Call)
	if !ok || made.Call.StaticCallee() == nil {
		return
	}
	from, ok := made.Call.StaticCallee().Object().(*types.Func)
	if ok && slices.Contains(localTimes, from.FullName()) {
		f.effect(KindEnvironment, "reads the time zone of the machine ("+std.Name(obj)+" of "+from.FullName()+"): call UTC first", s.pos)
	}
}
