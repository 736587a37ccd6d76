; The installer for Windows: for one user, without administrator's rights. Compiled by packaging/build.py (installer), which
; defines VERSION, SOURCE (the program's folder), OUTPUT and ICON.
; Libraries (%LOCALAPPDATA%\faceorg\library) are never touched: not by a new version, not by the uninstaller.

Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma

!include MUI2.nsh
!include FileFunc.nsh

!define NAME "faceorg"
!define REGISTERED "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define OF_FOLDERS "Software\Classes\Directory\shell\${NAME}"
!define PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths\${NAME}.exe"

Name "${NAME}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${REGISTERED}" "InstallLocation"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Installs ${NAME}"
VIAddVersionKey "LegalCopyright" "Copyright 2026 the faceorg authors, Apache License 2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\faceorgw.exe"
!insertmacro MUI_PAGE_LICENSE "${SOURCE}/licenses/LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString RUNNING ${LANG_ENGLISH} "faceorg is open. Close its window and try again."
LangString RUNNING ${LANG_GERMAN} "faceorg ist geöffnet. Schließe das Fenster und versuche es noch einmal."
LangString OPEN_FOLDER ${LANG_ENGLISH} "Open with faceorg"
LangString OPEN_FOLDER ${LANG_GERMAN} "Mit faceorg öffnen"
LangString LIBRARY_STAYS ${LANG_ENGLISH} "Your library with the names stays in $LOCALAPPDATA\faceorg; delete that folder if you no longer want it."
LangString LIBRARY_STAYS ${LANG_GERMAN} "Deine Bibliothek mit den Namen bleibt in $LOCALAPPDATA\faceorg; lösche diesen Ordner, wenn du sie nicht mehr willst."

; Ends the installation while a program runs, before anything is taken away: Windows lets nobody write to one that does.
!macro RefuseRunning PROGRAM
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDOK
      SetErrorLevel 2
      Abort "$(RUNNING)"
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

; Takes away what an installation consists of, and no folder or file that is not faceorg's.
!macro RemoveProgram
  !insertmacro RefuseRunning "faceorgw.exe"
  !insertmacro RefuseRunning "faceorg.exe"
  Delete "$INSTDIR\faceorgw.exe"
  Delete "$INSTDIR\faceorg.exe"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licenses"
!macroend

Section
  SetShellVarContext current
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\faceorgw.exe"
  WriteRegStr HKCU "${PATHS}" "" "$INSTDIR\faceorg.exe"
  WriteRegStr HKCU "${OF_FOLDERS}" "" "$(OPEN_FOLDER)"
  WriteRegStr HKCU "${OF_FOLDERS}" "Icon" "$INSTDIR\faceorgw.exe"
  WriteRegStr HKCU "${OF_FOLDERS}\command" "" '"$INSTDIR\faceorgw.exe" "%V"'
  WriteRegStr HKCU "${REGISTERED}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${REGISTERED}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${REGISTERED}" "DisplayIcon" "$INSTDIR\faceorgw.exe"
  WriteRegStr HKCU "${REGISTERED}" "Publisher" "The faceorg authors"
  WriteRegStr HKCU "${REGISTERED}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${REGISTERED}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${REGISTERED}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${REGISTERED}" "NoModify" 1
  WriteRegDWORD HKCU "${REGISTERED}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${REGISTERED}" "EstimatedSize" $0
SectionEnd

Section "Uninstall"
  SetShellVarContext current
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${PATHS}"
  DeleteRegKey HKCU "${OF_FOLDERS}"
  DeleteRegKey HKCU "${REGISTERED}"
  DetailPrint "$(LIBRARY_STAYS)"
  MessageBox MB_OK|MB_ICONINFORMATION "$(LIBRARY_STAYS)" /SD IDOK
SectionEnd
