//go:build !windows

package receive

import (
	"errors"
	"syscall"
)

func fullByNumber(err error) bool { return errors.Is(err, syscall.EDQUOT) }
