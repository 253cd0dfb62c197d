; The installer of So bank for one account of Windows: no administrator right is asked, nothing
; is written outside that account. build/windows/package.sh gives the definitions:
;
;   STAMP      the version as the program says it      NUMBER    its three numbers
;   FILES      the folder of sobank.exe, sobank-cli.exe, LICENCES.txt
;   WEBVIEW2   Microsoft's set-up of WebView2          OUTFILE   what is written
;   ICON       the icon                                BANNER    the picture beside the pages
;   SIGN       a program that signs « %1 », or none
;
; Silent: /S, with /OUVRIR-AVEC and /BUREAU for the two choices, /D=FOLDER last.
; Silent removal: uninstall.exe /S keeps the data, /S /SUPPRIMER-DONNEES removes it.

Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetCompressorDictSize 64 ; the two programs are nearly the same: the second costs nothing

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "Sections.nsh"
!include "WinVer.nsh"
!include "x64.nsh"
!include "nsDialogs.nsh"

!define PRODUCT "So bank"
!define EXE "sobank.exe"
!define CLI "sobank-cli.exe"
!define PROGID "SoBank.Releve"
!define OWN_KEY "Software\So bank"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\So bank"
!define WEBVIEW2_KEY "Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"

Name "${PRODUCT}"
OutFile "${OUTFILE}"
BrandingText "${PRODUCT} ${STAMP}"
InstallDir "$LOCALAPPDATA\Programs\${PRODUCT}"
InstallDirRegKey HKCU "${OWN_KEY}" "Dossier"
ShowInstDetails show
ShowUninstDetails show

VIProductVersion "${NUMBER}.0"
VIFileVersion "${NUMBER}.0"
VIAddVersionKey /LANG=1036 "ProductName" "${PRODUCT}"
VIAddVersionKey /LANG=1036 "ProductVersion" "${STAMP}"
VIAddVersionKey /LANG=1036 "FileVersion" "${STAMP}"
VIAddVersionKey /LANG=1036 "FileDescription" "Installation de ${PRODUCT}"
VIAddVersionKey /LANG=1036 "CompanyName" "${PRODUCT}"
VIAddVersionKey /LANG=1036 "LegalCopyright" "${PRODUCT}"

!ifdef SIGN
  !uninstfinalize '"${SIGN}" "%1"'
!endif

; ── Pages

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${BANNER}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Installation de ${PRODUCT}"
!define MUI_WELCOMEPAGE_TEXT "So bank sera installé pour votre compte Windows, sans droit d'administrateur.$\r$\n$\r$\nVos données restent sur ce poste, dans votre dossier personnel. Une version déjà installée est remplacée ; ses données sont gardées.$\r$\n$\r$\nFermez So bank avant de continuer."
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "Ouvrir ${PRODUCT}"
!define MUI_FINISHPAGE_NOAUTOCLOSE

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH

UninstPage custom un.AskData un.TakeAnswer
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "French"

; ── What both sides need

; Waits until nobody runs the program: a file that runs cannot be opened for writing.
!macro WaitUntilClosed un
Function ${un}WaitUntilClosed
  again:
  StrCpy $1 ""
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${EXE}" a
    ${If} ${Errors}
      StrCpy $1 "${EXE}"
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${CLI}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${CLI}" a
    ${If} ${Errors}
      StrCpy $1 "${CLI}"
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
  ${If} $1 != ""
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "So bank est ouvert ($1), ou une synchronisation planifiée est en cours.$\r$\n$\r$\nFermez So bank, puis cliquez sur Réessayer." /SD IDCANCEL IDRETRY again
    SetErrorLevel 3
    Abort "So bank est ouvert : rien n'a été changé."
  ${EndIf}
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

; « Ouvrir avec » for files that hold statements and nothing else. The program that opens them
; today stays the one that a double-click starts. Text, CSV, XML, ZIP and Excel are everybody's:
; So bank is not offered for them.
!macro EachExtension do
  !insertmacro ${do} "cfonb"
  !insertmacro ${do} "cfonb120"
  !insertmacro ${do} "afb"
  !insertmacro ${do} "afb120"
  !insertmacro ${do} "ofx"
  !insertmacro ${do} "qfx"
  !insertmacro ${do} "qif"
  !insertmacro ${do} "sta"
  !insertmacro ${do} "mt940"
  !insertmacro ${do} "camt"
!macroend

!macro Offer ext
  WriteRegStr HKCU "Software\Classes\.${ext}\OpenWithProgids" "${PROGID}" ""
  WriteRegStr HKCU "Software\Classes\Applications\${EXE}\SupportedTypes" ".${ext}" ""
!macroend

!macro Withdraw ext
  DeleteRegValue HKCU "Software\Classes\.${ext}\OpenWithProgids" "${PROGID}"
  !insertmacro DeleteIfBare "Software\Classes\.${ext}\OpenWithProgids"
  !insertmacro DeleteIfBare "Software\Classes\.${ext}"
!macroend

; A key with a value, if only its nameless one, says what another program or the person chose.
!macro DeleteIfBare key
  ClearErrors
  EnumRegValue $0 HKCU "${key}" 0
  ${If} ${Errors}
    EnumRegKey $0 HKCU "${key}" 0
    ${If} $0 == ""
      DeleteRegKey HKCU "${key}"
    ${EndIf}
  ${EndIf}
!macroend

!macro WithdrawAll un
Function ${un}WithdrawAll
  !insertmacro EachExtension Withdraw
  DeleteRegKey HKCU "Software\Classes\${PROGID}"
  DeleteRegKey HKCU "Software\Classes\Applications\${EXE}"
  Call ${un}TellExplorer
FunctionEnd
!macroend

!macro TellExplorer un
Function ${un}TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; SHCNE_ASSOCCHANGED
FunctionEnd
!macroend
!insertmacro TellExplorer ""
!insertmacro TellExplorer "un."
!insertmacro WithdrawAll ""
!insertmacro WithdrawAll "un."

; ── Installing

; WebView2 draws the window. Windows 11 and an updated Windows 10 have it; where it is missing,
; Microsoft's own set-up brings it, for this account. A failure stops nothing: So bank says it
; again when it opens, and the commands work without.
Function InstallWebView2
  ReadRegStr $0 HKLM "SOFTWARE\WOW6432Node\${WEBVIEW2_KEY}" "pv"
  ReadRegStr $1 HKCU "Software\${WEBVIEW2_KEY}" "pv"
  ${If} $0 == "0.0.0.0"
    StrCpy $0 ""
  ${EndIf}
  ${If} $1 == "0.0.0.0"
    StrCpy $1 ""
  ${EndIf}
  ${If} "$0$1" != ""
    DetailPrint "Microsoft WebView2 est présent ($0$1)."
    Return
  ${EndIf}
  DetailPrint "Installation de Microsoft WebView2…"
  InitPluginsDir
  SetOutPath "$PLUGINSDIR"
  File "/oname=WebView2Setup.exe" "${WEBVIEW2}"
  ExecWait '"$PLUGINSDIR\WebView2Setup.exe" /silent /install' $0
  SetOutPath "$INSTDIR"
  ${If} $0 != 0
    DetailPrint "Microsoft WebView2 n'a pas été installé (code $0)."
    MessageBox MB_OK|MB_ICONINFORMATION "Le composant Microsoft WebView2, qui affiche la fenêtre, n'a pas pu être installé : il se télécharge, et Internet ou une stratégie de votre organisation l'a empêché (code $0).$\r$\n$\r$\nL'installation de So bank continue. So bank le proposera à nouveau à l'ouverture ; votre service informatique peut aussi l'installer." /SD IDOK
  ${EndIf}
FunctionEnd

Section "So bank" SectionProgram
  SectionIn RO
  Call WaitUntilClosed
  SetOutPath "$INSTDIR"
  File "${FILES}\${EXE}"
  File "${FILES}\${CLI}"
  File "${FILES}\LICENCES.txt"
  Call InstallWebView2

  CreateShortcut "$SMPROGRAMS\${PRODUCT}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}" 0 SW_SHOWNORMAL "" "Relevés bancaires du cabinet"

  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${OWN_KEY}" "Dossier" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${PRODUCT}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${STAMP}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${PRODUCT}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" $0
SectionEnd

Section /o "Raccourci sur le bureau" SectionDesktop
  CreateShortcut "$DESKTOP\${PRODUCT}.lnk" "$INSTDIR\${EXE}"
SectionEnd

Section /o "« Ouvrir avec »" SectionOpenWith
  WriteRegStr HKCU "Software\Classes\${PROGID}" "" "Relevé bancaire"
  WriteRegStr HKCU "Software\Classes\${PROGID}\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "Software\Classes\${PROGID}\shell\open" "FriendlyAppName" "${PRODUCT}"
  WriteRegStr HKCU "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  WriteRegStr HKCU "Software\Classes\Applications\${EXE}" "FriendlyAppName" "${PRODUCT}"
  WriteRegStr HKCU "Software\Classes\Applications\${EXE}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  !insertmacro EachExtension Offer
  WriteRegStr HKCU "${OWN_KEY}" "OuvrirAvec" "1"
  Call TellExplorer
SectionEnd

; What a former installation had and is no longer wanted goes.
Section "-Choix retirés"
  ${IfNot} ${SectionIsSelected} ${SectionOpenWith}
    Call WithdrawAll
    DeleteRegValue HKCU "${OWN_KEY}" "OuvrirAvec"
  ${EndIf}
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${SectionProgram} "La fenêtre (sobank.exe), la ligne de commande (sobank-cli.exe), et leur entrée dans le menu Démarrer."
  !insertmacro MUI_DESCRIPTION_TEXT ${SectionDesktop} "Un raccourci vers So bank sur votre bureau."
  !insertmacro MUI_DESCRIPTION_TEXT ${SectionOpenWith} "Clic droit sur un fichier CFONB120, OFX, QIF, MT940 ou camt, « Ouvrir avec » : So bank le met dans « Importer ». Le double-clic reste à l'application d'aujourd'hui. CSV, texte, XML et Excel : inchangés."
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Function .onInit
  SetShellVarContext current
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "So bank demande Windows 10 ou 11, en 64 bits." /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  ${GetParameters} $R0
  ReadRegStr $0 HKCU "${OWN_KEY}" "OuvrirAvec"
  ClearErrors
  ${GetOptions} $R0 "/OUVRIR-AVEC" $1
  ${IfNot} ${Errors}
  ${OrIf} $0 == "1"
    !insertmacro SelectSection ${SectionOpenWith}
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/BUREAU" $1
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${SectionDesktop}
  ${EndIf}
FunctionEnd

; ── Removing

Var RemoveData ; "1": the data goes too
Var KeepButton
Var RemoveButton

Function un.onInit
  SetShellVarContext current
  StrCpy $RemoveData "0"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/SUPPRIMER-DONNEES" $1
  ${IfNot} ${Errors}
    StrCpy $RemoveData "1"
  ${EndIf}
FunctionEnd

Function un.AskData
  !insertmacro MUI_HEADER_TEXT "Désinstallation de ${PRODUCT}" "Choisissez ce que deviennent vos données."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 34u "Vos données (relevés, clients, mandats, journal) sont dans le dossier :$\r$\n$APPDATA\${PRODUCT}"
  Pop $0
  ${NSD_CreateRadioButton} 0 42u 100% 12u "&Garder mes données (conseillé)"
  Pop $KeepButton
  ${NSD_CreateLabel} 12u 55u 95% 18u "Une nouvelle installation les retrouvera, ainsi que les identifiants des connecteurs."
  Pop $0
  ${NSD_CreateRadioButton} 0 78u 100% 12u "&Supprimer mes données et mes identifiants de ce compte Windows"
  Pop $RemoveButton
  ${NSD_CreateLabel} 12u 91u 95% 40u "Définitif. Les sauvegardes et les exports enregistrés ailleurs restent, ainsi qu'un dossier de données partagé ou choisi par --data ou SOBANK_DATA."
  Pop $0
  ${If} $RemoveData == "1"
    ${NSD_Check} $RemoveButton
  ${Else}
    ${NSD_Check} $KeepButton
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function un.TakeAnswer
  StrCpy $RemoveData "0"
  ${NSD_GetState} $RemoveButton $0
  ${If} $0 == ${BST_CHECKED}
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "Supprimer définitivement toutes les données de So bank de ce compte Windows ?$\r$\n$\r$\nSans sauvegarde ailleurs, elles ne pourront pas être retrouvées." IDYES yes
    Abort
    yes:
    StrCpy $RemoveData "1"
  ${EndIf}
FunctionEnd

Section "Uninstall"
  Call un.WaitUntilClosed

  ; The tasks of this account that start the program, whatever their data folder.
  DetailPrint "Retrait des synchronisations planifiées…"
  nsExec::Exec `powershell.exe -NoProfile -NonInteractive -Command "Get-ScheduledTask -TaskName 'sobank-sync-*' -ErrorAction SilentlyContinue | Where-Object { $$_.Actions.Execute -like '*\sobank.exe*' } | Unregister-ScheduledTask -Confirm:$$false"`
  Pop $0
  ${If} $0 != 0
    DetailPrint "Une tâche planifiée « sobank-sync-… » peut rester : retirez-la dans le Planificateur de tâches."
  ${EndIf}

  Call un.WithdrawAll
  Delete "$SMPROGRAMS\${PRODUCT}.lnk"
  Delete "$DESKTOP\${PRODUCT}.lnk"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\${CLI}"
  Delete "$INSTDIR\LICENCES.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; stays if it holds anything else
  RMDir /r "$LOCALAPPDATA\${PRODUCT}\WebView2" ; what the window keeps for itself
  RMDir "$LOCALAPPDATA\${PRODUCT}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "${OWN_KEY}"

  ${If} $RemoveData == "1"
    DetailPrint "Suppression des données…"
    RMDir /r "$APPDATA\${PRODUCT}"
    nsExec::Exec `powershell.exe -NoProfile -NonInteractive -Command "cmdkey /list | Select-String 'target=(So bank:.+)$$' | ForEach-Object { cmdkey ('/delete:' + $$_.Matches[0].Groups[1].Value.Trim()) }"`
    Pop $0
    ${If} $0 != 0
      DetailPrint "Des identifiants « So bank:… » peuvent rester : retirez-les dans le Gestionnaire d'identification."
    ${EndIf}
    ${If} ${FileExists} "$APPDATA\${PRODUCT}\*.*"
      DetailPrint "Des fichiers n'ont pas pu être supprimés : $APPDATA\${PRODUCT}"
      SetErrorLevel 5
    ${EndIf}
  ${Else}
    DetailPrint "Vos données sont gardées : $APPDATA\${PRODUCT}"
  ${EndIf}
SectionEnd
