package cfonb120

import (
	"sobank/backend/civil"
	"sobank/backend/money"
	"sobank/backend/statement"
)

// balance reads a 01 or a 07 into dst; nil when its amount cannot be read.
func (b *builder) balance(m *mark, dst *statement.Balance) *statement.Balance {
	r := b.row(m)
	b.checkBank(m, r)
	amount, ok := b.amount(m, r, "le solde est absent")
	if !ok {
		return nil
	}
	on, reading := b.dates.read(r.date())
	if reading == dateBad {
		b.warn(m, "date", warnDate, "Date du solde illisible : « %s ».", r.date())
	} else if reading == dateAbsent && m.code == codeClosing {
		b.warn(m, "date", warnMissingDate, "Le nouveau solde n'a pas de date.")
	}
	dst.On, dst.Amount = on, amount
	return dst
}

// operation reads a 04. Without its amount or its booking date it is counted apart, and
// its complements are not given to the operation before it.
func (b *builder) operation(m *mark) {
	r := b.row(m)
	b.checkBank(m, r)
	booked, read := b.bookingDate(m, r)
	amount, ok := b.amount(m, r, "l'opération n'est pas comptée")
	if b.attach = ok && read; !b.attach {
		b.draft.Unreadable++
		return
	}
	b.current = len(b.details)
	n := len(b.draft.Operations)
	b.draft.Operations = b.draft.Operations[:n+1]
	op := &b.draft.Operations[n]
	op.BookedOn, op.ValueOn, op.Amount, op.Line = booked, b.valueDate(m, r), amount, m.line
	op.Code = upper(trim(r.code()))
	op.BankCode = trim(r.bankCode())
	op.RejectCode = trim(r.rejectCode())
	op.Label = trim(r.label())
	op.Reference = trim(r.reference())
	op.EntryNumber = trim(r.entry())
	op.Exempt = r.exempt() == "1"
	op.Unavailable = r.unavail() == "1"
}

func (b *builder) bookingDate(m *mark, r row) (civil.Date, bool) {
	booked, reading := b.dates.read(r.date())
	switch reading {
	case dateAbsent:
		b.warn(m, "date de comptabilisation", warnDate, "Date de comptabilisation absente, l'opération n'est pas comptée : « %s ».", r.all())
	case dateBad:
		b.warn(m, "date de comptabilisation", warnDate, "Date de comptabilisation illisible (« %s »), l'opération n'est pas comptée : « %s ».", r.date(), r.all())
	}
	return booked, reading == dateRead
}

func (b *builder) valueDate(m *mark, r row) civil.Date {
	value, reading := b.dates.read(r.valueDate())
	if reading == dateBad {
		b.warn(m, "date de valeur", warnDate, "Date de valeur illisible : « %s ».", r.valueDate())
	}
	return value
}

// amount reads a record's amount in the statement's currency and decimals; otherwise says
// in the warning what follows when it cannot.
func (b *builder) amount(m *mark, r row, otherwise string) (minor int64, ok bool) {
	minor, odd, ok := parseAmount(r.amount())
	if !ok {
		b.warn(m, "montant", warnAmount, "Montant illisible (« %s »), %s : « %s ».", r.amount(), otherwise, r.all())
		return 0, false
	}
	if odd != 0 {
		b.warnOdd(m, r, odd, minor)
	}
	if zone := r.field(17, 20); zone == b.zone {
		return minor, true
	}
	return b.convert(m, r, minor, otherwise)
}

func (b *builder) warnOdd(m *mark, r row, odd oddness, minor int64) {
	read := money.Decimal(minor, b.draft.Decimals)
	if odd&unsignedDigit != 0 {
		b.warn(m, "montant", warnUnsigned, "Montant sans signe (« %s »), lu comme positif : %s.", r.amount(), read)
	}
	if odd&foreignSign != 0 {
		b.warn(m, "montant", warnSignCharset, "Le signe du montant (« %s ») est d'un autre jeu de caractères, lu %s.", r.amount(), read)
	}
	if odd&blankPadded != 0 {
		b.warn(m, "montant", warnBlankPadded, "Montant complété par des blancs (« %s »), lu %s.", r.amount(), read)
	}
}

// convert brings an amount to the statement's decimals, when its record has others.
func (b *builder) convert(m *mark, r row, minor int64, otherwise string) (int64, bool) {
	currency, decimals, readable := unitOf(r)
	if !readable {
		b.warn(m, "devise", warnBadCurrency, "Devise ou décimales illisibles (« %s »), celles du relevé sont prises : %s %d.", r.field(17, 20), b.draft.Currency, b.draft.Decimals)
	}
	if currency != "" && currency != b.draft.Currency {
		b.warn(m, "devise", warnOtherCurrency, "Montant en %s dans un relevé en %s, %s : « %s ».", currency, b.draft.Currency, otherwise, r.all())
		return 0, false
	}
	if decimals < 0 || decimals == b.draft.Decimals {
		return minor, true
	}
	exact, ok := rescale(minor, decimals, b.draft.Decimals)
	if !ok {
		b.warn(m, "décimales", warnDecimals, "Montant à %d décimales dans un relevé qui en a %d, %s : « %s ».", decimals, b.draft.Decimals, otherwise, r.all())
		return 0, false
	}
	b.warn(m, "décimales", warnRescaled, "Montant à %d décimales dans un relevé qui en a %d, lu %s.", decimals, b.draft.Decimals, money.Decimal(exact, b.draft.Decimals))
	return exact, true
}

// checkBank warns once of a bank code that changes inside the statement.
func (b *builder) checkBank(m *mark, r row) {
	if bank := r.bank(); bank != b.bank && !b.otherBank && trim(bank) != "" {
		b.otherBank = true
		b.warn(m, "code banque", warnBankChanged, "Le code banque change dans le relevé : « %s » après « %s ».", bank, b.bank)
	}
}

// detail reads a 05, which goes to the operation before it.
func (b *builder) detail(m *mark) {
	r := b.row(m)
	if !b.attach || m.foreign {
		b.warn(m, "", warnOrphanDetail, "Complément sans opération lisible de ce compte, laissé de côté : « %s ».", r.all())
		return
	}
	b.details = append(b.details, b.complement(m, r))
	last := &b.draft.Operations[len(b.draft.Operations)-1]
	last.Details = b.details[b.current:len(b.details):len(b.details)]
}

// complement reads the text of a 05. Before 2004 the label began at position 41, where
// the zones are now reserved, so that the qualifier's is amid it.
func (b *builder) complement(m *mark, r row) statement.Detail {
	q := upper(r.qualifier())
	if isOldDetail(r, q) {
		b.warn(m, "qualifiant", warnOldDetail, "Complément dans l'ancienne disposition, son libellé est gardé sans qualifiant : « %s ».", r.all())
		return statement.Detail{Text: trimRight(r.oldLabel())}
	}
	return statement.Detail{Qualifier: trim(q), Text: trimRight(r.info())}
}

func isOldDetail(r row, qualifier string) bool {
	blank := trim(qualifier) == ""
	ordinary := blank || len(qualifier) == 3 && every(qualifier, isAlnum)
	return (!ordinary || trim(r.oldReserved()) != "") && QualifierMeaning(qualifier) == ""
}
