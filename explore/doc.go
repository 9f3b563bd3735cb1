// Package explore serves one local page on which a person walks through the behaviours of systems.
//
// The page is for whoever started it: it is served on the loopback interface alone, under a path that holds a random token, and
// refuses what comes from another origin. It loads nothing from elsewhere. Its address ends in the name of the behaviour that it shows,
// which is the same text that assay replay takes.
package explore
