package download_test

import (
	"context"
	"fmt"
	"testing"

	"sobank/backend/download"
	"sobank/backend/fault"
	"sobank/backend/wiring/wiringtest"
)

// moving does something else just before each write: another window's work.
type moving struct {
	download.Store
	meanwhile func()
}

func (s moving) Write(ctx context.Context, work func(download.Tx) error) error {
	s.meanwhile()
	return s.Store.Write(ctx, work)
}

func TestTakeHoldsWhatIsThereWhenItIsRecorded(t *testing.T) {
	b := mustBench(t)
	b.give("a.txt", wiringtest.Bytes(t, day1(ours)))
	once := false
	b.Downloads.Store = moving{b.Downloads.Store, func() {
		if !once {
			once = true
			b.give("b.txt", wiringtest.Bytes(t, day2(ours)))
		}
	}}
	taken, file := b.take("out.dat")
	if want := string(wiringtest.Bytes(t, day1(ours), day2(ours))); taken.Statements != 2 || file != want {
		t.Errorf("took %+v\n%s\nwant\n%s", taken, file, want)
	}
	b.MustVerify()
}

func TestTakeEndsWhenStatementsKeepArriving(t *testing.T) {
	b := mustBench(t)
	days := wiringtest.Days(ours, 10)
	arrive := func() {
		b.give(fmt.Sprintf("%d.txt", len(days)), wiringtest.Bytes(t, days[0]))
		days = days[1:]
	}
	arrive()
	b.Downloads.Store = moving{b.Downloads.Store, arrive}
	_, err := b.Downloads.Take(background, b.clerk, download.Request{FirmID: b.firm}, b.out("out.dat"))
	if fault.CodeOf(err) != fault.Busy {
		t.Errorf("got %v", err)
	}
}
