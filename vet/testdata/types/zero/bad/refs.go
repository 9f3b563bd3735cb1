package bad

import "github.com/assay-dev/assay/refine"

type users struct{}

var registry, root = refine.NewStore[users, string]().Put("root")

func lost() (refine.Option[string], []refine.Ref[users]) {
	var ref refine.Ref[users]                               // HERE
	return registry.Get(ref), []refine.Ref[users]{root, {}} // HERE
}

func parts() (refine.Reading[ID], refine.Pair[string, ID]) {
	reading := refine.Reading[ID]{Quality: refine.Good}   // HERE
	return reading, refine.Pair[string, ID]{First: "abc"} // HERE
}
