<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Amounts</name>
    <message numerus="yes">
        <source>%Ln spans</source>
        <translation>
            <numerusform>%Ln span</numerusform>
            <numerusform>%Ln spans</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Applying</name>
    <message numerus="yes">
        <source>The full addresses of %Ln spans (%1) are older than that.</source>
        <translation>
            <numerusform>The full addresses of %Ln span (%1) are older than that.</numerusform>
            <numerusform>The full addresses of %Ln spans (%1) are older than that.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The titles and documents of %Ln spans (%1) are older than that.</source>
        <translation>
            <numerusform>The titles and documents of %Ln span (%1) are older than that.</numerusform>
            <numerusform>The titles and documents of %Ln spans (%1) are older than that.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The sites of %Ln spans (%1) are older than that.</source>
        <translation>
            <numerusform>The sites of %Ln span (%1) are older than that.</numerusform>
            <numerusform>The sites of %Ln spans (%1) are older than that.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The application names of %Ln spans (%1) are older than that.</source>
        <translation>
            <numerusform>The application names of %Ln span (%1) are older than that.</numerusform>
            <numerusform>The application names of %Ln spans (%1) are older than that.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans (%1) are older than that.</source>
        <translation>
            <numerusform>%Ln span (%1) is older than that.</numerusform>
            <numerusform>%Ln spans (%1) are older than that.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exclude</name>
    <message numerus="yes">
        <source>%Ln spans of it, %1, are in the record already. They stay unless you erase them, for good, from the file and from its copies.</source>
        <translation>
            <numerusform>%Ln span of it, %1, is in the record already. It stays unless you erase it, for good, from the file and from its copies.</numerusform>
            <numerusform>%Ln spans of it, %1, are in the record already. They stay unless you erase them, for good, from the file and from its copies.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GrantCard</name>
    <message numerus="yes">
        <source>%Ln days there</source>
        <translation>
            <numerusform>%Ln day there</numerusform>
            <numerusform>%Ln days there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln due</source>
        <translation>
            <numerusform>%Ln due</numerusform>
            <numerusform>%Ln due</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyPage</name>
    <message numerus="yes">
        <source>It needs at least %n characters.</source>
        <translation>
            <numerusform>It needs at least %n character.</numerusform>
            <numerusform>It needs at least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LedgerCard</name>
    <message numerus="yes">
        <source>%Ln rows, as they were written.</source>
        <translation>
            <numerusform>%Ln row, as it was written.</numerusform>
            <numerusform>%Ln rows, as they were written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was changed: %Ln rows hold, and what comes after them does not.</source>
        <translation>
            <numerusform>It was changed: %Ln row holds, and what comes after it does not.</numerusform>
            <numerusform>It was changed: %Ln rows hold, and what comes after them does not.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewKey</name>
    <message numerus="yes">
        <source>%n copies are under the new key, too.</source>
        <translation>
            <numerusform>%n copy is under the new key, too.</numerusform>
            <numerusform>%n copies are under the new key, too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PassphraseChange</name>
    <message numerus="yes">
        <source>It needs at least %n characters.</source>
        <translation>
            <numerusform>It needs at least %n character.</numerusform>
            <numerusform>It needs at least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message numerus="yes">
        <source>It needs at least %n characters.</source>
        <translation>
            <numerusform>It needs at least %n character.</numerusform>
            <numerusform>It needs at least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProposedRule</name>
    <message numerus="yes">
        <source>From now on everything of this shape is left out. From %Ln spans (%1) that are stored it is erased for good, in the file and in its copies.</source>
        <translation>
            <numerusform>From now on everything of this shape is left out. From %Ln span (%1) that is stored it is erased for good, in the file and in its copies.</numerusform>
            <numerusform>From now on everything of this shape is left out. From %Ln spans (%1) that are stored it is erased for good, in the file and in its copies.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Add and erase from %Ln spans</source>
        <translation>
            <numerusform>&amp;Add and erase from %Ln span</numerusform>
            <numerusform>&amp;Add and erase from %Ln spans</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SharingPage</name>
    <message numerus="yes">
        <source>Shared with %Ln recipients</source>
        <translation>
            <numerusform>Shared with %Ln recipient</numerusform>
            <numerusform>Shared with %Ln recipients</numerusform>
        </translation>
    </message>
</context>
</TS>
