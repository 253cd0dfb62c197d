package receive_test

import (
	"syscall"
	"testing"

	"sobank/backend/receive"
)

// TestOurDiskIsFullInTheMiddle: nothing of the file is imported, it stays at its place, and comes
// in once there is room.
func TestOurDiskIsFullInTheMiddle(t *testing.T) {
	b := mustWatch(t)
	small := t.TempDir()
	if err := syscall.Mount("tmpfs", small, "tmpfs", 0, "size=64k"); err != nil {
		t.Skip("this machine mounts nothing: ", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(small, syscall.MNT_DETACH) })
	b.drop("grand.txt", 500)
	enough := b.Receiver.Spool
	b.Receiver.Spool = receive.Spool{Dir: small}
	b.run()
	if st := b.status(); st.Status.TroubleCode != receive.CodeFull || st.Stopped {
		t.Errorf("%+v", st)
	}
	want(t, "the folder", tree(t, b.dir), "grand.txt")
	want(t, "the full disk", tree(t, small), "")
	if n := b.statements(); n != 0 {
		t.Errorf("%d statements", n)
	}
	b.Receiver.Spool = enough
	b.Clock.Advance(minute)
	b.run()
	want(t, "the folder", tree(t, b.dir), "traités/grand.txt")
	if st := b.status(); st.Status.TroubleCode != "" {
		t.Errorf("%+v", st)
	}
}
