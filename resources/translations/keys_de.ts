<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>QShortcut</name>
    <message><source>Return</source><translation>Eingabe</translation></message>
    <message><source>Enter</source><translation>Eingabe</translation></message>
    <message><source>Up</source><translation>Hoch</translation></message>
    <message><source>Down</source><translation>Runter</translation></message>
    <message><source>PgUp</source><translation>Bild auf</translation></message>
    <message><source>PgDown</source><translation>Bild ab</translation></message>
</context>
</TS>
