package desktop

import (
	"reflect"
	"strings"
	"unicode/utf8"

	"sobank/backend/fault"
)

// The most that the window may give at once. A private key is the longest of what one types or
// pastes; a list, the longest selection on a screen.
const (
	maxText  = 20_000 // bytes
	maxItems = 20_000 // of a list
	maxPairs = 200    // of a map
)

// call is one call of the window with what it gave, looked at before anything is done with it.
type call struct {
	desk  *Desk
	given []any
}

// asker is who a bound method asks: the desk, or the desk with what the window gave.
type asker interface{ asks() call }

func (d *Desk) asks() call { return call{desk: d} }
func (a call) asks() call  { return a }

// given is the desk with a bound method's arguments: texts, lists and forms, all of them. Numbers
// alone need not be given.
func (d *Desk) given(args ...any) call { return call{desk: d, given: args} }

// check refuses what is too long, or is no text. Errors: Invalid, with the form's field.
func (a call) check() error {
	for _, one := range a.given {
		if err := bounded(reflect.ValueOf(one), ""); err != nil {
			return err
		}
	}
	return nil
}

func bounded(v reflect.Value, field string) error {
	switch v.Kind() {
	case reflect.String:
		return boundedText(v.String(), field)
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return bounded(v.Elem(), field)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if err := bounded(v.Field(i), nameOf(v.Type().Field(i))); err != nil {
				return err
			}
		}
	case reflect.Slice, reflect.Array:
		if v.Len() > maxItems {
			return tooMuch(field, "Cette liste est trop longue : %d éléments, pour %d au plus.", v.Len(), maxItems)
		}
		if isPlain(v.Type().Elem()) {
			return nil
		}
		for i := range v.Len() {
			if err := bounded(v.Index(i), field); err != nil {
				return err
			}
		}
	case reflect.Map:
		if v.Len() > maxPairs {
			return tooMuch(field, "Ce formulaire a trop de champs : %d, pour %d au plus.", v.Len(), maxPairs)
		}
		for pair := v.MapRange(); pair.Next(); {
			for _, one := range []reflect.Value{pair.Key(), pair.Value()} {
				if err := bounded(one, field); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func boundedText(s, field string) error {
	switch {
	case len(s) > maxText:
		return tooMuch(field, "Ce texte est trop long : %d caractères, pour %d au plus.", len(s), maxText)
	case !utf8.ValidString(s) || strings.ContainsRune(s, 0):
		return fault.New(fault.Invalid, "Ce texte contient des caractères qui n'en sont pas.").WithField(field).
			WithHint("Saisissez-le à nouveau, sans le coller.")
	}
	return nil
}

func tooMuch(field, format string, args ...any) error {
	return fault.Newf(fault.Invalid, format, args...).WithField(field).WithHint("Raccourcissez, ou procédez en plusieurs fois.")
}

// isPlain is what a list may hold without being looked at.
func isPlain(t reflect.Type) bool { return t.Kind() <= reflect.Float64 }

// nameOf is a field as the frontend calls it.
func nameOf(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "" {
		return f.Name
	}
	return name
}
