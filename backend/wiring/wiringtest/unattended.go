package wiringtest

import (
	"context"
	"sync"

	"sobank/backend/schedule"
)

// Scheduler is a scheduler of no system: it remembers what it was asked.
type Scheduler struct {
	Jobs map[string]*schedule.Found // by name
	Err  error                      // what everything fails with, when there is one
}

// Name is what people would call it.
func (s *Scheduler) Name() string { return "le planificateur" }

// Read gives the job of that name.
func (s *Scheduler) Read(_ context.Context, name string) (*schedule.Found, error) {
	return s.Jobs[name], s.Err
}

// Put remembers a job.
func (s *Scheduler) Put(_ context.Context, job schedule.Job) error {
	if s.Err != nil {
		return s.Err
	}
	if s.Jobs == nil {
		s.Jobs = map[string]*schedule.Found{}
	}
	s.Jobs[job.Name] = &schedule.Found{Job: job, Ours: true, Active: true}
	return nil
}

// Remove forgets a job.
func (s *Scheduler) Remove(_ context.Context, name string) error {
	if s.Err == nil {
		delete(s.Jobs, name)
	}
	return s.Err
}

// Notifier remembers what it was to show.
type Notifier struct {
	Err error // what showing fails with, when there is one

	mu    sync.Mutex
	shown []string
}

// Notify remembers a notification.
func (n *Notifier) Notify(_, text string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.Err == nil {
		n.shown = append(n.shown, text)
	}
	return n.Err
}

// Take gives what was shown since the last time.
func (n *Notifier) Take() (shown []string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	shown, n.shown = n.shown, nil
	return shown
}
