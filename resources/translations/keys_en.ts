<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>QShortcut</name>
    <message><source>Return</source><translation>Enter</translation></message>
</context>
</TS>
