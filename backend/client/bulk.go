package client

// Clean trims a client and checks it, as saving does. Errors: Invalid with the field.
func (c Client) Clean() (Client, error) { return c.clean() }
