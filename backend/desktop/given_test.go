package desktop

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"sobank/backend/fault"
)

// abuse is a kind of value that no screen sends, put in place of every value of its kind.
type abuse struct {
	name string
	put  func(v reflect.Value) bool // false where it has no place
}

var abuses = []abuse{
	{"a text of 10 MB", text(strings.Repeat("a", 10<<20))},
	{"a text just too long", text(strings.Repeat("a", maxText+1))},
	{"bytes that are no text", text("a\xff\xfeb")},
	{"a NUL", text("a\x00b")},
	{"a list without end", func(v reflect.Value) bool {
		if v.Kind() != reflect.Slice {
			return false
		}
		v.Set(reflect.MakeSlice(v.Type(), 2_000_000, 2_000_000))
		return true
	}},
	{"a map without end", func(v reflect.Value) bool {
		if v.Kind() != reflect.Map {
			return false
		}
		v.Set(reflect.MakeMap(v.Type()))
		for i := range maxPairs + 1 {
			v.SetMapIndex(reflect.ValueOf(fmt.Sprint(i)), reflect.Zero(v.Type().Elem()))
		}
		return true
	}},
}

func text(s string) func(reflect.Value) bool {
	return func(v reflect.Value) bool {
		if v.Kind() != reflect.String {
			return false
		}
		v.SetString(s)
		return true
	}
}

// spots are the places of a value where something may be put: itself, its fields, what its lists,
// maps and pointers hold. Each answers a whole value with put done there alone.
func spots(t reflect.Type, path string, found func(path string, make func(put func(reflect.Value) bool) (reflect.Value, bool))) {
	found(path, func(put func(reflect.Value) bool) (reflect.Value, bool) {
		v := reflect.New(t).Elem()
		return v, put(v)
	})
	inside := func(element reflect.Type, path string, wrap func(reflect.Value) reflect.Value) {
		spots(element, path, func(path string, inner func(func(reflect.Value) bool) (reflect.Value, bool)) {
			found(path, func(put func(reflect.Value) bool) (reflect.Value, bool) {
				v, has := inner(put)
				return wrap(v), has
			})
		})
	}
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			inside(t.Field(i).Type, path+"."+t.Field(i).Name, func(v reflect.Value) reflect.Value {
				whole := reflect.New(t).Elem()
				whole.Field(i).Set(v)
				return whole
			})
		}
	case reflect.Slice:
		inside(t.Elem(), path+"[]", func(v reflect.Value) reflect.Value { return reflect.Append(reflect.MakeSlice(t, 0, 1), v) })
	case reflect.Pointer:
		inside(t.Elem(), path, func(v reflect.Value) reflect.Value {
			p := reflect.New(t.Elem())
			p.Elem().Set(v)
			return p
		})
	case reflect.Map:
		inside(t.Elem(), path+"{}", func(v reflect.Value) reflect.Value {
			m := reflect.MakeMap(t)
			m.SetMapIndex(reflect.Zero(t.Key()), v)
			return m
		})
	}
}

// TestEveryMethodRefusesWhatNoScreenSends puts each abuse in each place of each argument of each
// bound method: all are refused as such, at once, whoever is there.
func TestEveryMethodRefusesWhatNoScreenSends(t *testing.T) {
	w := mustWorld(t)
	d := w.open(t, "Administrateur")
	tried := 0
	for name, method := range everyMethod(d) {
		for i := range method.Type().NumIn() {
			spots(method.Type().In(i), fmt.Sprint("argument ", i+1), func(path string, make func(func(reflect.Value) bool) (reflect.Value, bool)) {
				for _, a := range abuses {
					arg, has := make(a.put)
					if !has {
						continue
					}
					tried++
					began := time.Now()
					err := callWith(method, i, arg)
					if code := fault.CodeOf(err); code != fault.Invalid || len(err.Error()) > 1000 {
						t.Errorf("%s takes %s in its %s: %.200v", name, a.name, path, err)
					}
					if took := time.Since(began); took > 2*time.Second {
						t.Errorf("%s took %s to refuse %s in its %s", name, took, a.name, path)
					}
				}
			})
		}
	}
	if tried < 500 {
		t.Errorf("only %d were tried", tried)
	}
}

// TestEveryMethodBearsNumbersOfNothing gives numbers that no screen sends: none is a panic, nor
// anything unforeseen, nor takes for ever.
func TestEveryMethodBearsNumbersOfNothing(t *testing.T) {
	w := mustWorld(t)
	d := w.open(t, "Administrateur")
	for name, method := range everyMethod(d) {
		if name == "Session.SignOut" || name == "Session.Lock" {
			continue
		}
		for _, n := range []int64{-1, math.MinInt64, math.MaxInt64, 0} {
			args := make([]reflect.Value, method.Type().NumIn())
			for i := range args {
				args[i] = reflect.New(method.Type().In(i)).Elem()
				fill(args[i], n)
			}
			began := time.Now()
			if err := errorOf(method.Call(args)); err != nil && fault.CodeOf(err) == fault.Internal {
				t.Errorf("%s with %d: %v", name, n, err)
			}
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("%s with %d took %s", name, n, took)
			}
		}
	}
}

// fill puts a number in every place of one.
func fill(v reflect.Value, n int64) {
	switch v.Kind() {
	case reflect.Int, reflect.Int64:
		v.SetInt(n)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), n)
	}
}

func everyMethod(d *Desk) map[string]reflect.Value {
	found := map[string]reflect.Value{}
	for _, bound := range d.Bound() {
		v := reflect.ValueOf(bound)
		for i := range v.NumMethod() {
			found[v.Type().Elem().Name()+"."+v.Type().Method(i).Name] = v.Method(i)
		}
	}
	return found
}

func callWith(method reflect.Value, place int, arg reflect.Value) error {
	args := make([]reflect.Value, method.Type().NumIn())
	for i := range args {
		args[i] = reflect.Zero(method.Type().In(i))
	}
	args[place] = arg
	return errorOf(method.Call(args))
}

func errorOf(results []reflect.Value) error {
	err, _ := results[len(results)-1].Interface().(error)
	return err
}
