// Package fixes has methods that are renamed.
package fixes

import "github.com/assay-dev/assay"

type actor struct{}

func (actor) Start(self assay.ID) (int, assay.Effects) { return 0, nil }

func (actor) Receive(self assay.ID, s int, from assay.ID, m any) (int, assay.Effects) { return s, nil }

type timer struct{}

func (timer) Start(self assay.ID) (int, assay.Effects) { return 0, nil }

func (timer) Receive(self assay.ID, s int, from assay.ID, m any) (int, assay.Effects) { return s, nil }

func (timer) Timeout(self assay.ID, s int, timer string) (int, assay.Effects) { return s, nil }
