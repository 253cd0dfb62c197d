export namespace desktop {
	
	export interface AboutComponent {
	    name: string;
	    version: string;
	    kind: string;
	    licence: string;
	}
	export interface AboutFacts {
	    version: string;
	    system: string;
	    drawsWithout: boolean;
	    components: AboutComponent[];
	}
	export interface AccountForm {
	    id: number;
	    clientId: number;
	    iban: string;
	    holder: string;
	    collectFrom: string;
	    ledgerAccount: string;
	    journalCode: string;
	    approvedOn: string;
	}
	export interface BankJournal {
	    id: string;
	    code: string;
	    name: string;
	}
	export interface AccountOpening {
	    accountId: number;
	    ibanShown: string;
	    clientName: string;
	    partnerName: string;
	    folder: string;
	    label: string;
	    journals: BankJournal[];
	}
	export interface AccountOpeningForm {
	    accountId: number;
	    journalId: string;
	    label: string;
	    bic: string;
	}
	export interface AccountRow {
	    id: number;
	    iban: string;
	    ibanShown: string;
	    bank: string;
	    clientId: number;
	    clientName: string;
	    reference: string;
	    siret: string;
	    firmId: number;
	    firmName: string;
	    responsable: string;
	    mandate: string;
	    mandateName: string;
	    mandateSince: string;
	    dots: number;
	    connectorId: number;
	    connectorName: string;
	    connectorMode: string;
	    partnerFolder: string;
	    holder: string;
	    collectFrom: string;
	    ledgerAccount: string;
	    journalCode: string;
	    statements: number;
	    lastOn: string;
	}
	export interface AccountPage {
	    rows: AccountRow[];
	    total: number;
	}
	export interface AccountQuery {
	    search: string;
	    sort: string;
	    desc: boolean;
	    firmIds: number[];
	    statuses: string[];
	    connectorIds: number[];
	    responsableIds: number[];
	    mine: boolean;
	    clientId: number;
	    offset: number;
	    limit: number;
	}
	
	export interface AliasRow {
	    key: string;
	    shown: string;
	    at: string;
	}
	export interface ErasedCounts {
	    accounts: number;
	    statements: number;
	    operations: number;
	    documents: number;
	    notes: number;
	    deliveries: number;
	    files: number;
	    shared: number;
	    downloads: number;
	}
	export interface AsideRetention {
	    days: number;
	    due: ErasedCounts;
	    oldest: string;
	    next: string;
	    canPurge: boolean;
	}
	export interface AsideRow {
	    accountId: number;
	    iban: string;
	    shown: string;
	    bank: string;
	    firmId: number;
	    firmName: string;
	    statements: number;
	    operations: number;
	    firstOn: string;
	    lastOn: string;
	}
	export interface Association {
	    changed: number;
	    waiting: number;
	}
	export interface BackupContents {
	    firms: string[];
	    clients: number;
	    accounts: number;
	    statements: number;
	    operations: number;
	    lastDay: string;
	}
	export interface BackupFile {
	    path: string;
	    name: string;
	    size: number;
	    madeAt: string;
	    aside: boolean;
	}
	export interface BackupMade {
	    path: string;
	    size: number;
	    contents: BackupContents;
	}
	export interface BackupPreview {
	    madeAt: string;
	    program: string;
	    credentials: number;
	    erased: number;
	    inside: BackupContents;
	    now: BackupContents;
	}
	export interface BackupSheet {
	    recipient: string;
	    identity: string;
	}
	export interface BackupStatus {
	    folder: string;
	    chosen: boolean;
	    lastAt: string;
	    problem: string;
	    sheetOn: string;
	    recipient: string;
	    keep: number;
	    files: BackupFile[];
	}
	
	export interface CaseEffect {
	    accounts: number;
	    terminations: number;
	    freed: number;
	    notSent: number;
	    held: number;
	}
	export interface Check {
	    kind: string;
	    verdict: string;
	    sentence: string;
	}
	export interface ClientCase {
	    clientId: number;
	    firmId: number;
	    endedOn: string;
	    canEnd: boolean;
	    canMove: boolean;
	}
	export interface ClientForm {
	    id: number;
	    firmId: number;
	    name: string;
	    siret: string;
	    reference: string;
	    responsableId: number;
	    standInId: number;
	    standInUntil: string;
	    confidential: boolean;
	    address: string;
	    postcode: string;
	    city: string;
	    email: string;
	    signatoryName: string;
	    signatoryQuality: string;
	}
	export interface ClientRow {
	    id: number;
	    firmId: number;
	    firmName: string;
	    name: string;
	    siret: string;
	    reference: string;
	    responsableId: number;
	    responsable: string;
	    standInId: number;
	    standIn: string;
	    standInUntil: string;
	    confidential: boolean;
	    accounts: number;
	    warning: string;
	    address: string;
	    postcode: string;
	    city: string;
	    email: string;
	    signatoryName: string;
	    signatoryQuality: string;
	}
	export interface ClientPage {
	    rows: ClientRow[];
	    total: number;
	}
	export interface ClientQuery {
	    search: string;
	    sort: string;
	    desc: boolean;
	    firmIds: number[];
	    responsableIds: number[];
	    mine: boolean;
	    offset: number;
	    limit: number;
	}
	
	export interface DayPeriod {
	    from: string;
	    to: string;
	}
	export interface ClosingRow {
	    accountId: number;
	    ibanShown: string;
	    bank: string;
	    clientId: number;
	    clientName: string;
	    reference: string;
	    firmName: string;
	    currency: string;
	    decimals: number;
	    certainty: string;
	    certaintyName: string;
	    balance?: number;
	    knownOn: string;
	    missing: DayPeriod[];
	    unproven: number;
	    complete: boolean;
	}
	export interface ClosingPage {
	    rows: ClosingRow[];
	    total: number;
	    accounts: number;
	    exact: number;
	    complete: number;
	}
	export interface ClosingQuery {
	    on: string;
	    from: string;
	    to: string;
	    search: string;
	    firmIds: number[];
	    mine: boolean;
	    incomplete: boolean;
	    offset: number;
	    limit: number;
	}
	
	export interface Colleague {
	    id: number;
	    name: string;
	    active: boolean;
	    allFirms: boolean;
	    firmIds: number[];
	}
	export interface RegistryAnswer {
	    source: string;
	    at: string;
	    stale: boolean;
	    note: string;
	    warning: string;
	}
	export interface CompanyDirector {
	    name: string;
	    quality: string;
	}
	export interface CompanyPlace {
	    siret: string;
	    siretShown: string;
	    address: string;
	    postcode: string;
	    city: string;
	    head: boolean;
	    state: string;
	    stateName: string;
	}
	export interface CompanyRow {
	    siren: string;
	    sirenShown: string;
	    name: string;
	    acronym: string;
	    legalForm: string;
	    state: string;
	    stateName: string;
	    city: string;
	    postcode: string;
	}
	export interface CompanyCard {
	    row: CompanyRow;
	    activity: string;
	    createdOn: string;
	    shown: CompanyPlace;
	    establishments: CompanyPlace[];
	    directors: CompanyDirector[];
	    answer: RegistryAnswer;
	}
	
	export interface CompanyPage {
	    rows: CompanyRow[];
	    total: number;
	    answer: RegistryAnswer;
	}
	
	
	export interface PartnerCondition {
	    setting: string;
	    value: string;
	}
	export interface PartnerOption {
	    value: string;
	    label: string;
	}
	export interface PartnerField {
	    key: string;
	    label: string;
	    help: string;
	    kind: string;
	    required: boolean;
	    default: string;
	    options: PartnerOption[];
	    when: PartnerCondition;
	    or: string;
	}
	export interface Partner {
	    key: string;
	    name: string;
	    mode: string;
	    modeName: string;
	    other: boolean;
	    settings: PartnerField[];
	    secrets: PartnerField[];
	    steps: string[];
	    limits: string[];
	}
	export interface Count {
	    key: string;
	    name: string;
	    count: number;
	}
	export interface ConnectorRow {
	    id: number;
	    firmId: number;
	    partner: string;
	    partnerName: string;
	    name: string;
	    mode: string;
	    modeName: string;
	    paused: boolean;
	    missing: string;
	    trouble: string;
	    troubleHint: string;
	    notBefore: string;
	    restingUntil: string;
	    failures: number;
	    lastSuccessAt: string;
	    accounts: number;
	    counts: Count[];
	}
	export interface ConnectorDetails {
	    row: ConnectorRow;
	    partner: Partner;
	    settings: Record<string, string>;
	    osAccounts: string[];
	    hereToo: boolean;
	    testedAt: string;
	    canEdit: boolean;
	}
	export interface ConnectorForm {
	    id: number;
	    name: string;
	    settings: Record<string, string>;
	    paused: boolean;
	}
	
	export interface TrialQuestion {
	    setting: string;
	    sentence: string;
	    answers: PartnerOption[];
	}
	export interface TrialStep {
	    ok: boolean;
	    message: string;
	    hint: string;
	}
	export interface ConnectorTrial {
	    ok: boolean;
	    steps: TrialStep[];
	    questions: TrialQuestion[];
	    code: string;
	    requestId: string;
	}
	export interface ConnectorUse {
	    accounts: number;
	    names: string[];
	    waiting: number;
	    open: number;
	}
	
	export interface CoverageRow {
	    accountId: number;
	    ibanShown: string;
	    bank: string;
	    clientId: number;
	    clientName: string;
	    firmName: string;
	    collected: boolean;
	    lastOn: string;
	    rhythm: string;
	    late: number;
	    days: string;
	}
	export interface CoveragePage {
	    rows: CoverageRow[];
	    total: number;
	    late: number;
	    accounts: number;
	}
	export interface CoverageQuery {
	    from: string;
	    to: string;
	    search: string;
	    firmIds: number[];
	    mine: boolean;
	    late: boolean;
	    offset: number;
	    limit: number;
	}
	
	
	export interface DeliveryAttempt {
	    at: string;
	    durationMs: number;
	    outcome: string;
	    code: string;
	    message: string;
	    partnerMessage: string;
	    requestId: string;
	    by: string;
	}
	export interface DeliveryRow {
	    id: number;
	    statementId: number;
	    accountId: number;
	    ibanShown: string;
	    clientName: string;
	    firmName: string;
	    connectorId: number;
	    connectorName: string;
	    partnerName: string;
	    startOn: string;
	    endOn: string;
	    operations: number;
	    together: number;
	    all: number;
	    integrated?: number;
	    withdrawn: boolean;
	    doubt: boolean;
	    state: string;
	    stateName: string;
	    code: string;
	    message: string;
	    hint: string;
	    requestId: string;
	    fileName: string;
	    nextTryAt: string;
	    updatedAt: string;
	    tries: number;
	}
	export interface DeliveryDetails {
	    row: DeliveryRow;
	    sha256: string;
	    size: number;
	    frozenAt: string;
	    attempts: DeliveryAttempt[];
	    canRetry: boolean;
	    canCheck: boolean;
	    canCancel: boolean;
	}
	export interface DeliveryPage {
	    rows: DeliveryRow[];
	    total: number;
	}
	export interface DeliveryQuery {
	    search: string;
	    firmIds: number[];
	    states: string[];
	    connectorIds: number[];
	    accountId: number;
	    mine: boolean;
	    offset: number;
	    limit: number;
	}
	
	export interface Demo {
	    email: string;
	    password: string;
	}
	export interface DiagnosisStep {
	    key: string;
	    verdict: string;
	    title: string;
	    sentence: string;
	    action: string;
	    button: string;
	    targetId: number;
	}
	export interface Diagnosis {
	    accountId: number;
	    ibanShown: string;
	    clientId: number;
	    clientName: string;
	    firmId: number;
	    firmName: string;
	    ok: boolean;
	    answer: string;
	    steps: DiagnosisStep[];
	}
	
	export interface DiskState {
	    clear: boolean;
	    system: string;
	}
	export interface DocumentRow {
	    id: number;
	    kind: string;
	    kindName: string;
	    name: string;
	    type: string;
	    sha256: string;
	    size: number;
	    by: string;
	    at: string;
	}
	export interface DownloadForm {
	    firmId: number;
	    from: string;
	    to: string;
	    format: string;
	    byClient: boolean;
	    mostMb: number;
	    path: string;
	}
	export interface DownloadPreview {
	    statements: number;
	    operations: number;
	    accounts: number;
	    leftOut: Count[];
	    lastBy: string;
	    lastAt: string;
	    fileName: string;
	    folderPath: string;
	}
	export interface DownloadRow {
	    id: number;
	    firmId: number;
	    fileName: string;
	    format: string;
	    from: string;
	    to: string;
	    statements: number;
	    operations: number;
	    size: number;
	    sha256: string;
	    by: string;
	    takenAt: string;
	    path: string;
	}
	export interface KeptClient {
	    clientId: number;
	    name: string;
	    reference: string;
	    firmName: string;
	    endedOn: string;
	    until: string;
	    accounts: number;
	    statements: number;
	}
	export interface ErasePlan {
	    client: KeptClient;
	    counts: ErasedCounts;
	    refusal: string;
	    warnings: string[];
	    notes: string[];
	}
	export interface ErasedLeft {
	    clientId: number;
	    name: string;
	    why: string;
	}
	export interface Erased {
	    counts: ErasedCounts;
	    wiped: boolean;
	    erased: number[];
	    left: ErasedLeft[];
	}
	
	
	export interface ErasureForm {
	    clientId: number;
	    typed: string;
	    reason: string;
	    despite: boolean;
	}
	export interface Exported {
	    path: string;
	    rows: number;
	}
	export interface FileAnswer {
	    path: string;
	    account: string;
	    dates: string;
	    mapping: string;
	}
	export interface Firm {
	    id: number;
	    guid: string;
	    clientNumber: string;
	    name: string;
	    address: string;
	    postcode: string;
	    city: string;
	    phone: string;
	    directorName: string;
	    directorQuality: string;
	    legalForm: string;
	    siret: string;
	    productionSoftware: string;
	    holdInterruptions: boolean;
	    mandataryName: string;
	    mandataryAddress: string;
	    warning: string;
	    canEdit: boolean;
	}
	export interface FirmName {
	    id: number;
	    name: string;
	}
	export interface FirstStart {
	    firmName: string;
	    siret: string;
	    name: string;
	    email: string;
	    password: string;
	}
	export interface FoundAccount {
	    id: number;
	    ibanShown: string;
	    bank: string;
	    clientName: string;
	    holder: string;
	    firmName: string;
	}
	export interface FoundClient {
	    id: number;
	    name: string;
	    siret: string;
	    reference: string;
	    firmName: string;
	}
	export interface Found {
	    clients: FoundClient[];
	    accounts: FoundAccount[];
	}
	
	
	export interface FoundOperation {
	    key: string;
	    id: number;
	    statementId: number;
	    position: number;
	    accountId: number;
	    ibanShown: string;
	    bank: string;
	    clientId: number;
	    clientName: string;
	    firmName: string;
	    bookedOn: string;
	    valueOn: string;
	    amount: number;
	    currency: string;
	    decimals: number;
	    code: string;
	    codeMeaning: string;
	    label: string;
	    reference: string;
	}
	export interface Meaning {
	    kind: string;
	    french: string;
	}
	export interface FoundOperations {
	    rows: FoundOperation[];
	    said: Meaning[];
	    words: string[];
	    behind: number;
	}
	export interface GuideStep {
	    key: string;
	    title: string;
	    done: boolean;
	    sentence: string;
	    button: string;
	    target: string;
	    targetId: number;
	    least: string;
	}
	export interface GuideProgress {
	    firmId: number;
	    firmName: string;
	    steps: GuideStep[];
	    done: number;
	    finished: boolean;
	}
	
	export interface History {
	    statements: number;
	    toSend: number;
	}
	export interface ImportForm {
	    paths: string[];
	    firmId: number;
	    handedOver: boolean;
	    given: FileAnswer[];
	}
	export interface ImportRow {
	    fileId: number;
	    name: string;
	    receivedAt: string;
	    by: string;
	    handedOver: boolean;
	    statements: number;
	    operations: number;
	    newOperations: number;
	    warnings: number;
	}
	export interface JournalFact {
	    label: string;
	    value: string;
	}
	export interface JournalRow {
	    id: number;
	    at: string;
	    who: string;
	    said: string;
	    familyName: string;
	    firmName: string;
	    firmId: number;
	    object: string;
	    objectId: number;
	    objectName: string;
	    opens: number;
	}
	export interface JournalDetails {
	    row: JournalRow;
	    sentence: string;
	    osAccount: string;
	    action: string;
	    facts: JournalFact[];
	}
	
	export interface JournalPage {
	    rows: JournalRow[];
	    total: number;
	    next: string;
	}
	export interface JournalPerson {
	    id: number;
	    name: string;
	}
	export interface JournalQuery {
	    search: string;
	    staffIds: number[];
	    families: string[];
	    firmIds: number[];
	    object: string;
	    objectId: number;
	    from: string;
	    to: string;
	    after: string;
	    skip?: number;
	    limit: number;
	}
	
	
	export interface MandateAttachment {
	    accountIds: number[];
	    kind: string;
	    path: string;
	    signedOn: string;
	}
	export interface MandateBatch {
	    papers: number;
	    accounts: number;
	    leftOut: number;
	    path: string;
	}
	export interface MandateGroup {
	    status: string;
	    name: string;
	    who: string;
	    whoName: string;
	    count: number;
	    days: number;
	    due: number;
	}
	export interface MandateBoard {
	    groups: MandateGroup[];
	    clientDays: number;
	    bankDays: number;
	}
	export interface MandateChoice {
	    accountId: number;
	    ibanShown: string;
	    mandateName: string;
	    able: boolean;
	}
	export interface MandateMove {
	    to: string;
	    name: string;
	    label: string;
	    allowed: boolean;
	    needNote: boolean;
	}
	export interface MandateStep {
	    name: string;
	    since: string;
	    by: string;
	    note: string;
	    at: string;
	}
	export interface MandateDetails {
	    accountId: number;
	    status: string;
	    name: string;
	    since: string;
	    dots: number;
	    steps: MandateStep[];
	    moves: MandateMove[];
	}
	export interface MandateForm {
	    accountIds: number[];
	    to: string;
	    on: string;
	    note: string;
	}
	
	
	export interface MandatePaper {
	    accountIds: number[];
	    agency: string;
	}
	export interface MandateProposal {
	    bank: string;
	    accounts: MandateChoice[];
	    missing: string[];
	}
	
	export interface Me {
	    staffId: number;
	    name: string;
	    email: string;
	    profile: string;
	    profileName: string;
	    firms: FirmName[];
	    can: string[];
	    kept: number;
	    notice?: string;
	}
	
	export interface OpenedFiles {
	    paths: string[];
	    leftOut: number;
	    problem: string;
	}
	export interface OperationDetail {
	    qualifier: string;
	    meaning: string;
	    text: string;
	}
	export interface OperationRow {
	    position: number;
	    bookedOn: string;
	    valueOn: string;
	    amount: number;
	    balanceAfter?: number;
	    code: string;
	    codeMeaning: string;
	    bankCode: string;
	    rejectCode: string;
	    rejectMeaning: string;
	    label: string;
	    reference: string;
	    entryNumber: string;
	    exempt: boolean;
	    unavailable: boolean;
	    own: boolean;
	    note: string;
	    details: OperationDetail[];
	}
	export interface OperationPage {
	    rows: OperationRow[];
	    total: number;
	}
	export interface OperationQuery {
	    text: string;
	    firmIds: number[];
	    clientIds: number[];
	    accountIds: number[];
	    banks: string[];
	    codes: string[];
	    side: string;
	    from: string;
	    to: string;
	    mine: boolean;
	    after: string;
	    skip?: number;
	    limit: number;
	}
	
	export interface OperationTotal {
	    currency: string;
	    decimals: number;
	    count: number;
	    credits: number;
	    debits: number;
	}
	
	
	
	export interface PartnerFolder {
	    id: string;
	    name: string;
	    siret: string;
	    reference: string;
	}
	
	export interface PersonForm {
	    id: number;
	    name: string;
	    email: string;
	    profile: string;
	    firmIds: number[];
	    password: string;
	}
	export interface PersonRow {
	    id: number;
	    name: string;
	    email: string;
	    profile: string;
	    profileName: string;
	    firmIds: number[];
	    firmNames: string[];
	    active: boolean;
	    lastSignInAt: string;
	    clients: number;
	}
	export interface PersonPage {
	    rows: PersonRow[];
	    total: number;
	}
	export interface PersonQuery {
	    search: string;
	    sort: string;
	    desc: boolean;
	    offset: number;
	    limit: number;
	}
	
	export interface Printed {
	    path: string;
	    statements: number;
	    operations: number;
	    pages: number;
	}
	export interface ReceptionFile {
	    id: number;
	    path: string;
	    size: number;
	    modifiedAt: string;
	    outcome: string;
	    outcomeName: string;
	    fileId: number;
	    statements: number;
	    operations: number;
	    reason: string;
	    hint: string;
	    takenAt: string;
	    filed: boolean;
	    filedAs: string;
	}
	export interface ReceptionRow {
	    id: number;
	    firmId: number;
	    kind: string;
	    kindName: string;
	    name: string;
	    place: string;
	    paused: boolean;
	    missing: string;
	    elsewhere: string;
	    trouble: string;
	    troubleHint: string;
	    problem: string;
	    problemHint: string;
	    nextAt: string;
	    triedAt: string;
	    lookedAt: string;
	    lastTakenAt: string;
	    waiting: number;
	    taken: number;
	    rejected: number;
	    unnoticed: number;
	}
	export interface ReceptionDetails {
	    row: ReceptionRow;
	    connector: ConnectorDetails;
	    files: ReceptionFile[];
	    canLook: boolean;
	}
	
	export interface ReceptionProgress {
	    sourceId: number;
	    source: string;
	    name: string;
	    size: number;
	    fetched: number;
	    importing: boolean;
	    taken: number;
	    left: number;
	}
	
	export interface ReceptionState {
	    running: ReceptionProgress[];
	}
	export interface ReconciliationFile {
	    name: string;
	    size: number;
	    expected: number;
	    modifiedAt: string;
	    fate: string;
	    fateName: string;
	    inPeriod: boolean;
	}
	export interface ReconciliationDoubt {
	    deliveryId: number;
	    fileName: string;
	    requestId: string;
	    sent: number;
	    taken: number;
	    at: string;
	}
	export interface ReconciliationAccount {
	    accountId: number;
	    ibanShown: string;
	    clientName: string;
	    tally: ReconciliationTally;
	    sentence: string;
	    plain: boolean;
	    explained: boolean;
	    discrepancies: ReconciliationDoubt[];
	}
	export interface ReconciliationTally {
	    statements: number;
	    sent: number;
	    taken: number;
	    had: number;
	    zero: number;
	    unsaid: number;
	    missing: number;
	    excess: number;
	    unclear: number;
	}
	export interface Reconciliation {
	    fromOn: string;
	    toOn: string;
	    partnerName: string;
	    sentence: string;
	    advice: string;
	    clean: boolean;
	    answers: boolean;
	    hidden: number;
	    total: ReconciliationTally;
	    accounts: ReconciliationAccount[];
	    files: ReconciliationFile[];
	    filesHidden: number;
	    deposited: number;
	    waiting: number;
	    taken: number;
	    problem: string;
	    problemHint: string;
	}
	
	
	
	
	export interface RegisterSection {
	    title: string;
	    lines: string[];
	}
	export interface RegisterPage {
	    firmId: number;
	    firmName: string;
	    sections: RegisterSection[];
	    text: string;
	}
	
	
	export interface RegistryStatus {
	    account: boolean;
	    mayEdit: boolean;
	    note: string;
	}
	export interface Released {
	    released: number;
	    left: number;
	}
	export interface ReminderLetter {
	    to: string;
	    subject: string;
	    body: string;
	    accountIds: number[];
	}
	export interface ReminderRow {
	    name: string;
	    on: string;
	    by: string;
	}
	export interface RetentionRule {
	    firmId: number;
	    firmName: string;
	    years: number;
	}
	export interface RetentionPage {
	    rules: RetentionRule[];
	    canEdit: boolean;
	}
	
	export interface RosterDone {
	    clients: number;
	    accounts: number;
	    changed: number;
	    unchanged: number;
	    refused: number;
	}
	export interface RosterForm {
	    path: string;
	    firmId: number;
	    token: string;
	}
	export interface RosterLine {
	    line: number;
	    verdict: string;
	    verdictName: string;
	    firmName: string;
	    clientName: string;
	    iban: string;
	    sentences: string[];
	    notices: string[];
	}
	export interface RosterPlan {
	    file: string;
	    lines: RosterLine[];
	    counts: Count[];
	    ignored: string[];
	    token: string;
	}
	export interface SavedMapping {
	    id: number;
	    name: string;
	    savedBy: string;
	    savedAt: string;
	}
	export interface SavedSearch {
	    id: number;
	    name: string;
	    query: string;
	}
	export interface ScheduledRun {
	    at: string;
	    outcome: string;
	    tried: number;
	    message: string;
	}
	export interface SchedulePlan {
	    rhythm: string;
	    at: string;
	}
	export interface ScheduleCard {
	    state: string;
	    sentence: string;
	    hint: string;
	    plan: SchedulePlan;
	    planText: string;
	    osAccount: string;
	    system: string;
	    others: string[];
	    lastRun?: ScheduledRun;
	    canEdit: boolean;
	    notify: boolean;
	}
	
	
	export interface SearchChoices {
	    banks: Count[];
	    codes: Count[];
	}
	export interface SettingsForm {
	    supportName: string;
	    supportEmail: string;
	    supportPhone: string;
	    reminderClientDays: number;
	    reminderBankDays: number;
	    alertDays: number;
	    lockMinutes: number;
	    asideDays: number;
	}
	export interface SettingsPage {
	    values: SettingsForm;
	    canEdit: boolean;
	}
	export interface Start {
	    firstStart: boolean;
	    me?: Me;
	    version: string;
	    dataDir: string;
	    demo?: Demo;
	    locked: boolean;
	    clockBehind: string;
	    lockAfter: number;
	    canRemember: boolean;
	}
	export interface StatementSource {
	    fileId: number;
	    name: string;
	    line: number;
	    receivedAt: string;
	    handedOver: boolean;
	}
	export interface StatementWarning {
	    file: string;
	    line: number;
	    field: string;
	    message: string;
	}
	export interface StatementRow {
	    id: number;
	    accountId: number;
	    ibanShown: string;
	    bank: string;
	    clientId: number;
	    clientName: string;
	    firmName: string;
	    currency: string;
	    decimals: number;
	    startOn: string;
	    endOn: string;
	    opening?: number;
	    closing?: number;
	    credits: number;
	    debits: number;
	    operations: number;
	    own: number;
	    state: string;
	    stateName: string;
	    place: string;
	    placeName: string;
	    reason: string;
	    receivedAt: string;
	    mark: string;
	    markName: string;
	    reviewedBy: string;
	    reviewedAt: string;
	    note: string;
	}
	export interface StatementDetails {
	    row: StatementRow;
	    checks: Check[];
	    warnings: StatementWarning[];
	    sources: StatementSource[];
	    canRelease: boolean;
	}
	export interface StatementPage {
	    rows: StatementRow[];
	    total: number;
	    next: string;
	}
	export interface StatementQuery {
	    search: string;
	    firmIds: number[];
	    states: string[];
	    places: string[];
	    marks: string[];
	    accountId: number;
	    fileId: number;
	    mine: boolean;
	    from: string;
	    to: string;
	    after: string;
	    skip?: number;
	    limit: number;
	}
	
	
	
	export interface SupportFile {
	    name: string;
	    title: string;
	    text: string;
	}
	export interface SupportCase {
	    name: string;
	    phone: string;
	    to: string;
	    subject: string;
	    body: string;
	    archiveName: string;
	    token: string;
	    files: SupportFile[];
	}
	
	export interface SyncState {
	    running: boolean;
	    done: number;
	    waiting: number;
	    lastAt: string;
	    offline: boolean;
	    nextAt: string;
	    sentences: string[];
	}
	export interface TableOption {
	    value: string;
	    label: string;
	}
	export interface TableDoubt {
	    field: string;
	    question: string;
	    options: TableOption[];
	}
	export interface TableError {
	    column: number;
	    field: string;
	    message: string;
	}
	export interface TableLine {
	    line: number;
	    cells: string[];
	    bookedOn: string;
	    valueOn: string;
	    label: string;
	    amount?: number;
	    balance?: number;
	    decimals: number;
	    errors: TableError[];
	}
	export interface TableMapping {
	    sheet: string;
	    delimiter: string;
	    charset: string;
	    decimal: string;
	    dates: string;
	    header: number;
	    roles: string[];
	    account: string;
	    currency: string;
	    signs: string;
	}
	
	export interface TablePreview {
	    mapping: TableMapping;
	    doubts: TableDoubt[];
	    columns: string[];
	    sheets: string[];
	    rows: TableLine[];
	    recognisedAs: string;
	}
	export interface TombstoneRow {
	    id: number;
	    clientId: number;
	    firmName: string;
	    by: string;
	    reason: string;
	    early: boolean;
	    counts: ErasedCounts;
	    at: string;
	}
	export interface TrendPoint {
	    on: string;
	    balance: number;
	}
	export interface TrendMonth {
	    first: string;
	    count: number;
	    credits: number;
	    debits: number;
	    balance?: number;
	}
	export interface TrendLine {
	    currency: string;
	    decimals: number;
	    accounts: number;
	    months: TrendMonth[];
	    points: TrendPoint[];
	}
	
	
	export interface TrendQuery {
	    accountId: number;
	    clientId: number;
	    from: string;
	    to: string;
	}
	export interface TrendView {
	    name: string;
	    lines: TrendLine[];
	}
	
	
	export interface UndoPreview {
	    fileId: number;
	    name: string;
	    statements: number;
	    operations: number;
	    kept: number;
	    whyNot: string;
	}
	export interface WaitRow {
	    accountId: number;
	    ibanShown: string;
	    bank: string;
	    clientId: number;
	    clientName: string;
	    firmName: string;
	    status: string;
	    name: string;
	    dots: number;
	    since: string;
	    who: string;
	    whoName: string;
	    days: number;
	    remindedOn: string;
	    reminders: number;
	    due: boolean;
	}
	export interface WaitPage {
	    rows: WaitRow[];
	    total: number;
	}
	export interface WaitQuery {
	    search: string;
	    statuses: string[];
	    firmIds: number[];
	    onlyDue: boolean;
	    offset: number;
	    limit: number;
	}

}

