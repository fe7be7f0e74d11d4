<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Acts</name>
    <message>
        <source>Entry added</source>
        <translation>Eintrag hinzugefügt</translation>
    </message>
    <message>
        <source>Entry moved</source>
        <translation>Eintrag verschoben</translation>
    </message>
    <message>
        <source>Entry split</source>
        <translation>Eintrag geteilt</translation>
    </message>
    <message>
        <source>Entry removed</source>
        <translation>Eintrag entfernt</translation>
    </message>
    <message>
        <source>Something else was changed since.</source>
        <translation>Seitdem wurde etwas anderes geändert.</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>Rückgängig gemacht: %1</translation>
    </message>
    <message>
        <source>Forgetting…</source>
        <translation>Wird vergessen&#xa0;…</translation>
    </message>
    <message>
        <source>%1 is left out from now on.</source>
        <translation>%1 wird ab jetzt ausgelassen.</translation>
    </message>
    <message>
        <source>The record is being rewritten; try again when it is done.</source>
        <translation>Die Aufzeichnung wird gerade neu geschrieben; danach geht es wieder.</translation>
    </message>
</context>
<context>
    <name>Agreement</name>
    <message>
        <source>full page addresses are kept for 90 days and titles for a year, unless you set other times</source>
        <translation>vollständige Seitenadressen werden 90 Tage und Titel ein Jahr aufbewahrt, wenn nichts anderes eingestellt ist</translation>
    </message>
    <message>
        <source>the file, project or folder that a window&apos;s title names is kept by itself too, where its title is</source>
        <translation>die Datei, das Projekt oder der Ordner, den ein Fenstertitel nennt, wird auch für sich aufbewahrt, wo der Titel es wird</translation>
    </message>
    <message>
        <source>Recorded while you let it</source>
        <translation>Aufgezeichnet, solange es erlaubt ist</translation>
    </message>
    <message>
        <source>which window is in front: its application, its title, and from when to when</source>
        <translation>welches Fenster vorn ist: seine Anwendung, sein Titel, und von wann bis wann</translation>
    </message>
    <message>
        <source>the file, project or folder that the title names</source>
        <translation>die Datei, das Projekt oder der Ordner, den der Titel nennt</translation>
    </message>
    <message>
        <source>of web pages the site (example.org), or as you choose; once the browser extension is there</source>
        <translation>von Webseiten die Website (example.org), oder je nach Auswahl; sobald die Browser-Erweiterung da ist</translation>
    </message>
    <message>
        <source>when nobody was at the computer, or it was locked</source>
        <translation>wann niemand am Computer war oder er gesperrt war</translation>
    </message>
    <message>
        <source>Never recorded</source>
        <translation>Nie aufgezeichnet</translation>
    </message>
    <message>
        <source>keys you type, the clipboard, the screen, camera or microphone</source>
        <translation>getippte Tasten, die Zwischenablage, Bildschirm, Kamera oder Mikrofon</translation>
    </message>
    <message>
        <source>what is in documents, pages or messages</source>
        <translation>was in Dokumenten, Seiten oder Nachrichten steht</translation>
    </message>
    <message>
        <source>private browsing windows: only that time passed; Chromium and its kin do not tell theirs apart, so without the browser extension no titles of theirs are kept</source>
        <translation>private Browserfenster: nur, dass Zeit verging; Chromium und verwandte Browser unterscheiden ihre nicht, daher werden ohne die Browser-Erweiterung keine Titel von ihnen aufbewahrt</translation>
    </message>
    <message>
        <source>Where, and for how long</source>
        <translation>Wo, und wie lange</translation>
    </message>
    <message>
        <source>in one encrypted file on this computer: %1</source>
        <translation>in einer verschlüsselten Datei auf diesem Computer: %1</translation>
    </message>
    <message>
        <source>and in seven daily copies of it, encrypted too; what you forget leaves them as well</source>
        <translation>und in sieben täglichen Kopien davon, ebenfalls verschlüsselt; was vergessen wird, verschwindet auch dort</translation>
    </message>
    <message>
        <source>full page addresses for 90 days, titles for a year, or as you set it</source>
        <translation>vollständige Seitenadressen 90 Tage, Titel ein Jahr, oder wie eingestellt</translation>
    </message>
    <message>
        <source>the rest until you erase it: any hour, any application, or everything</source>
        <translation>der Rest, bis er gelöscht wird: jede Stunde, jede Anwendung oder alles</translation>
    </message>
    <message>
        <source>nothing leaves this computer, unless you grant a server totals later; what records opens no network connection even then</source>
        <translation>nichts verlässt diesen Computer, außer Summen, die später einem Server erlaubt werden; was aufzeichnet, öffnet auch dann keine Netzwerkverbindung</translation>
    </message>
    <message>
        <source>Yours to change</source>
        <translation>Was sich ändern lässt</translation>
    </message>
    <message>
        <source>start, pause and stop whenever you like; the tray icon always shows which</source>
        <translation>jederzeit starten, pausieren und stoppen; das Symbol in der Leiste zeigt immer, was gilt</translation>
    </message>
    <message>
        <source>leave out titles, sites, or single applications</source>
        <translation>Titel, Websites oder einzelne Anwendungen auslassen</translation>
    </message>
    <message>
        <source>password managers are left out from the start</source>
        <translation>Passwortmanager sind von Anfang an ausgelassen</translation>
    </message>
</context>
<context>
    <name>Amounts</name>
    <message numerus="yes">
        <source>%Ln spans</source>
        <translation>
            <numerusform>%Ln Abschnitt</numerusform>
            <numerusform>%Ln Abschnitte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>Erased</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Nothing of worktracker is left here.</source>
        <translation>Von worktracker ist hier nichts mehr vorhanden.</translation>
    </message>
    <message>
        <source>Your hours begin.</source>
        <translation>Die festgelegten Stunden beginnen.</translation>
    </message>
    <message>
        <source>The pause is over.</source>
        <translation>Die Pause ist vorbei.</translation>
    </message>
    <message>
        <source>Recording again</source>
        <translation>Zeichnet wieder auf</translation>
    </message>
    <message>
        <source>worktracker is in the tray now. Its menu there pauses it, shows the report, and ends it.</source>
        <translation>worktracker ist jetzt in der Leiste. Das Menü dort pausiert es, zeigt den Bericht und beendet es.</translation>
    </message>
    <message>
        <source>Recording has begun</source>
        <translation>Die Aufzeichnung hat begonnen</translation>
    </message>
</context>
<context>
    <name>Applying</name>
    <message>
        <source>Counting what is older…</source>
        <translation>Älteres wird gezählt&#xa0;…</translation>
    </message>
    <message>
        <source>Counting every day anew…</source>
        <translation>Jeder Tag wird neu gezählt&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Erase them</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>What is older goes in the next minutes, and from the file&apos;s free space when nobody is at the computer. Copies made before hold it until newer ones take their place.</source>
        <translation>Was älter ist, verschwindet in den nächsten Minuten, und aus dem freien Platz der Datei, wenn niemand am Computer ist. Frühere Kopien enthalten es, bis neuere an ihre Stelle treten.</translation>
    </message>
    <message numerus="yes">
        <source>The full addresses of %Ln spans (%1) are older than that.</source>
        <translation>
            <numerusform>Die vollständigen Adressen von %Ln Abschnitt (%1) sind älter.</numerusform>
            <numerusform>Die vollständigen Adressen von %Ln Abschnitten (%1) sind älter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The titles and documents of %Ln spans (%1) are older than that.</source>
        <translation>
            <numerusform>Die Titel und Dokumente von %Ln Abschnitt (%1) sind älter.</numerusform>
            <numerusform>Die Titel und Dokumente von %Ln Abschnitten (%1) sind älter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The sites of %Ln spans (%1) are older than that.</source>
        <translation>
            <numerusform>Die Websites von %Ln Abschnitt (%1) sind älter.</numerusform>
            <numerusform>Die Websites von %Ln Abschnitten (%1) sind älter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The application names of %Ln spans (%1) are older than that.</source>
        <translation>
            <numerusform>Die Anwendungsnamen von %Ln Abschnitt (%1) sind älter.</numerusform>
            <numerusform>Die Anwendungsnamen von %Ln Abschnitten (%1) sind älter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans (%1) are older than that.</source>
        <translation>
            <numerusform>%Ln Abschnitt (%1) ist älter.</numerusform>
            <numerusform>%Ln Abschnitte (%1) sind älter.</numerusform>
        </translation>
    </message>
    <message>
        <source>Erase what is older</source>
        <translation>Älteres löschen</translation>
    </message>
    <message>
        <source>They will be erased for good.</source>
        <translation>Das wird endgültig gelöscht.</translation>
    </message>
</context>
<context>
    <name>Bars</name>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>%1 before</source>
        <translation>%1 vorher</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Bars</source>
        <translation>Balken</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Hour by hour</source>
        <translation>Stunde für Stunde</translation>
    </message>
    <message>
        <source>Day by day</source>
        <translation>Tag für Tag</translation>
    </message>
    <message>
        <source>Week by week</source>
        <translation>Woche für Woche</translation>
    </message>
    <message>
        <source>Month by month</source>
        <translation>Monat für Monat</translation>
    </message>
    <message>
        <source>Hours of the week</source>
        <translation>Stunden der Woche</translation>
    </message>
    <message>
        <source>Share of the whole</source>
        <translation>Anteil am Ganzen</translation>
    </message>
    <message>
        <source>Where it went</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>When it was</source>
        <translation>Wann die Zeit war</translation>
    </message>
    <message>
        <source>Drawn week by week: single days would be too narrow to see.</source>
        <translation>Woche für Woche gezeichnet: einzelne Tage wären zu schmal, um sie zu sehen.</translation>
    </message>
    <message>
        <source>Drawn month by month: single days would be too narrow to see.</source>
        <translation>Monat für Monat gezeichnet: einzelne Tage wären zu schmal, um sie zu sehen.</translation>
    </message>
</context>
<context>
    <name>BrowserList</name>
    <message>
        <source>Browsers extension sites chrome chromium firefox edge brave connect</source>
        <translation>Browser Erweiterung Websites chrome chromium firefox edge brave verbinden</translation>
    </message>
    <message>
        <source>An extension is connected: sites are told apart from each other.</source>
        <translation>Eine Erweiterung ist verbunden: Websites werden voneinander unterschieden.</translation>
    </message>
    <message>
        <source>No extension is connected now. With it, sites are told apart from each other.</source>
        <translation>Zurzeit ist keine Erweiterung verbunden. Mit ihr werden Websites voneinander unterschieden.</translation>
    </message>
    <message>
        <source>No browser was found on this computer.</source>
        <translation>Auf diesem Computer wurde kein Browser gefunden.</translation>
    </message>
    <message>
        <source>finds worktracker</source>
        <translation>findet worktracker</translation>
    </message>
    <message>
        <source>finds an older worktracker</source>
        <translation>findet ein älteres worktracker</translation>
    </message>
    <message>
        <source>serves another record</source>
        <translation>gehört zu einer anderen Aufzeichnung</translation>
    </message>
    <message>
        <source>does not find worktracker yet</source>
        <translation>findet worktracker noch nicht</translation>
    </message>
    <message>
        <source>can&apos;t reach worktracker from its %1 package; an ordinary package can</source>
        <translation>kann worktracker aus seinem %1-Paket nicht erreichen; ein gewöhnliches Paket kann es</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Next, in Chromium, Chrome and their kin: open chrome://extensions, switch on Developer mode, choose Load unpacked and this folder: %1</source>
        <translation>Als Nächstes in Chromium, Chrome und verwandten Browsern: chrome://extensions öffnen, den Entwicklermodus einschalten, „Entpackte Erweiterung laden“ und diesen Ordner wählen: %1</translation>
    </message>
    <message>
        <source>Next, in Firefox: open about:debugging#/runtime/this-firefox, choose Load Temporary Add-on and this file: %1/manifest.json. It is gone when Firefox ends.</source>
        <translation>Als Nächstes in Firefox: about:debugging#/runtime/this-firefox öffnen, „Temporäres Add-on laden“ und diese Datei wählen: %1/manifest.json. Sie gilt, bis Firefox beendet wird.</translation>
    </message>
</context>
<context>
    <name>CategoriesPart</name>
    <message>
        <source>Which category has</source>
        <translation>Welche Kategorie hat</translation>
    </message>
    <message>
        <source>&amp;Add category</source>
        <translation>Ne&amp;u</translation>
    </message>
    <message>
        <source>Add &amp;inside</source>
        <translation>Neu &amp;darunter</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>%1 of the last %2 days has no category</source>
        <translation>%1 der letzten %2 Tage hat keine Kategorie</translation>
    </message>
    <message>
        <source>No categories yet. A category says what time counts for: add one, and rules that say which applications, sites and titles belong to it.</source>
        <translation>Noch keine Kategorien. Eine Kategorie sagt, wofür Zeit zählt; ihre Regeln sagen, welche Anwendungen, Websites und Titel dazugehören.</translation>
    </message>
    <message>
        <source>Add a category</source>
        <translation>Kategorie hinzufügen</translation>
    </message>
    <message>
        <source>New category</source>
        <translation>Neue Kategorie</translation>
    </message>
    <message>
        <source>Added: %1</source>
        <translation>Hinzugefügt: %1</translation>
    </message>
    <message>
        <source>Renamed to %1</source>
        <translation>Umbenannt in %1</translation>
    </message>
    <message>
        <source>Another colour for %1</source>
        <translation>Andere Farbe für %1</translation>
    </message>
    <message>
        <source>Another mark for %1</source>
        <translation>Andere Bewertung für %1</translation>
    </message>
    <message>
        <source>Changing the category</source>
        <translation>Kategorie ändern</translation>
    </message>
    <message>
        <source>Moved %1 to the top</source>
        <translation>%1 nach ganz oben verschoben</translation>
    </message>
    <message>
        <source>Moved %1 into %2</source>
        <translation>%1 in %2 verschoben</translation>
    </message>
    <message>
        <source>Remove a category</source>
        <translation>Kategorie entfernen</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>%1 entfernen?</translation>
    </message>
    <message>
        <source>You have given it to stretches of time by hand. These lose it, and nothing brings that back. What has it by its rules goes to other rules, or has no category then.</source>
        <translation>Sie wurde Zeiten von Hand gegeben. Diese verlieren sie unwiderruflich. Was sie durch Regeln hat, fällt an andere Regeln oder hat dann keine Kategorie.</translation>
    </message>
    <message>
        <source>&amp;Remove %1</source>
        <translation>%1 &amp;entfernen</translation>
    </message>
    <message>
        <source>Removed %1.</source>
        <translation>%1 entfernt.</translation>
    </message>
    <message>
        <source>Removed %1 with the category in it.</source>
        <translation>%1 mit der Kategorie darunter entfernt.</translation>
    </message>
    <message>
        <source>Removed %1 with the %2 categories in it.</source>
        <translation>%1 mit den %2 Kategorien darunter entfernt.</translation>
    </message>
    <message>
        <source>Its %1 of the last %2 days went to other rules, or have no category now.</source>
        <translation>%1 der letzten %2 Tage fielen an andere Regeln oder haben jetzt keine Kategorie.</translation>
    </message>
    <message>
        <source>no category</source>
        <translation>keine Kategorie</translation>
    </message>
    <message>
        <source>No category: no rule matches.</source>
        <translation>Keine Kategorie: keine Regel passt.</translation>
    </message>
</context>
<context>
    <name>CategoryDetail</name>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>As above</source>
        <translation>Wie darüber</translation>
    </message>
    <message>
        <source>Lies in</source>
        <translation>Liegt in</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Nothing: it is at the top</source>
        <translation>Nichts: ganz oben</translation>
    </message>
    <message>
        <source>Nothing in the last %1 days</source>
        <translation>Nichts in den letzten %1 Tagen</translation>
    </message>
    <message>
        <source>%1 in the last %2 days</source>
        <translation>%1 in den letzten %2 Tagen</translation>
    </message>
    <message>
        <source>%1 of it not in a category below</source>
        <translation>davon %1 in keiner Kategorie darunter</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>Bernstein</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Slate</source>
        <translation>Schiefer</translation>
    </message>
    <message>
        <source>Another…</source>
        <translation>Andere&#xa0;…</translation>
    </message>
    <message>
        <source>Colour of %1</source>
        <translation>Farbe von %1</translation>
    </message>
</context>
<context>
    <name>CategoryTree</name>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
</context>
<context>
    <name>ChosenPage</name>
    <message>
        <source>Your choices</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>All of it can be changed at any time, in Settings.</source>
        <translation>Alles lässt sich jederzeit in den Einstellungen ändern.</translation>
    </message>
    <message>
        <source>What is kept of the window in front</source>
        <translation>Was vom vorderen Fenster aufbewahrt wird</translation>
    </message>
    <message>
        <source>A&amp;pplication name</source>
        <translation>&amp;Anwendungsname</translation>
    </message>
    <message>
        <source>Window &amp;title</source>
        <translation>&amp;Fenstertitel</translation>
    </message>
    <message>
        <source>n&amp;othing</source>
        <translation>&amp;nichts</translation>
    </message>
    <message>
        <source>only the &amp;site</source>
        <translation>nur die We&amp;bsite</translation>
    </message>
    <message>
        <source>the w&amp;hole address</source>
        <translation>die &amp;ganze Adresse</translation>
    </message>
    <message>
        <source>Web pages: %1</source>
        <translation>Webseiten: %1</translation>
    </message>
    <message>
        <source>Web pages:</source>
        <translation>Webseiten:</translation>
    </message>
    <message>
        <source>When nobody is there</source>
        <translation>Wenn niemand da ist</translation>
    </message>
    <message>
        <source>&amp;Idle after</source>
        <translation>&amp;Untätig nach</translation>
    </message>
    <message>
        <source>Idle after this time without input</source>
        <translation>Untätig nach dieser Zeit ohne Eingabe</translation>
    </message>
    <message>
        <source>without a key or the mouse</source>
        <translation>ohne Taste oder Maus</translation>
    </message>
    <message>
        <source>As&amp;k what it was when I come back after</source>
        <translation>Bei der Rückkehr f&amp;ragen, was es war, nach</translation>
    </message>
    <message>
        <source>Ask after this time away</source>
        <translation>Nach dieser Abwesenheit fragen</translation>
    </message>
    <message>
        <source>How it starts</source>
        <translation>Wie es startet</translation>
    </message>
    <message>
        <source>Start with the &amp;desktop session</source>
        <translation>Mit der &amp;Desktop-Sitzung starten</translation>
    </message>
    <message>
        <source>&amp;Record at once when it starts</source>
        <translation>Nach dem Start sofort aufzei&amp;chnen</translation>
    </message>
    <message>
        <source>Browsers</source>
        <translation>Browser</translation>
    </message>
    <message>
        <source>The browser&apos;s extension tells which site is in front, and which windows are private. Choose the browsers that may find worktracker; their extension is loaded in the browser itself.</source>
        <translation>Die Erweiterung des Browsers meldet, welche Website vorn ist und welche Fenster privat sind. Hier die Browser wählen, die worktracker finden dürfen; die Erweiterung wird im Browser selbst geladen.</translation>
    </message>
    <message>
        <source>No browser was found that does not know it yet. Later: worktracker browser install</source>
        <translation>Es wurde kein Browser gefunden, der worktracker noch nicht kennt. Später: worktracker browser install</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 Minute</translation>
    </message>
    <message>
        <source>%1 minutes</source>
        <translation>%1 Minuten</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>%1 before</source>
        <translation>%1 vorher</translation>
    </message>
</context>
<context>
    <name>CommandsCard</name>
    <message>
        <source>In a terminal</source>
        <translation>Im Terminal</translation>
    </message>
    <message>
        <source>The app has no network. What needs one is a command of its own.</source>
        <translation>Die App hat kein Netzwerk. Was eines braucht, ist ein eigener Befehl.</translation>
    </message>
    <message>
        <source>See the exact bytes that a permission would let out; sends nothing</source>
        <translation>Die genauen Bytes ansehen, die eine Erlaubnis hinausließe; sendet nichts</translation>
    </message>
    <message>
        <source>Give a permission, after reading all of it</source>
        <translation>Eine Erlaubnis geben, nachdem man sie ganz gelesen hat</translation>
    </message>
    <message>
        <source>Send now what is due, and have deleted what was taken back</source>
        <translation>Jetzt senden, was ansteht, und löschen lassen, was zurückgenommen wurde</translation>
    </message>
    <message>
        <source>Let one name more leave</source>
        <translation>Einen Namen mehr hinauslassen</translation>
    </message>
    <message>
        <source>Have your account at the server deleted</source>
        <translation>Das eigene Konto beim Server löschen lassen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
</context>
<context>
    <name>Condition</name>
    <message>
        <source>What is looked at</source>
        <translation>Was geprüft wird</translation>
    </message>
    <message>
        <source>Remove this condition</source>
        <translation>Diese Bedingung entfernen</translation>
    </message>
    <message>
        <source>Pattern for: %1</source>
        <translation>Muster für: %1</translation>
    </message>
</context>
<context>
    <name>Conditions</name>
    <message>
        <source>And a&amp;nother condition</source>
        <translation>&amp;Weitere Bedingung</translation>
    </message>
    <message>
        <source>Regular e&amp;xpression</source>
        <translation>Re&amp;gulärer Ausdruck</translation>
    </message>
    <message>
        <source>In the syntax of RE2, and found anywhere in the text.</source>
        <translation>In der Syntax von RE2; irgendwo im Text gefunden.</translation>
    </message>
    <message>
        <source>Each is asked for once: take this one away, or choose another.</source>
        <translation>Jedes wird nur einmal geprüft: diese Bedingung entfernen oder etwas anderes wählen.</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>The days before</source>
        <translation>Die Tage davor</translation>
    </message>
    <message>
        <source>Which days</source>
        <translation>Welche Tage</translation>
    </message>
    <message>
        <source>Chosen days</source>
        <translation>Gewählte Tage</translation>
    </message>
    <message>
        <source>The days after</source>
        <translation>Die Tage danach</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Gruppieren nach</translation>
    </message>
    <message>
        <source>How deep</source>
        <translation>Wie tief</translation>
    </message>
    <message>
        <source>Top level</source>
        <translation>Oberste Ebene</translation>
    </message>
    <message>
        <source>Two levels</source>
        <translation>Zwei Ebenen</translation>
    </message>
    <message>
        <source>Three levels</source>
        <translation>Drei Ebenen</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>Alle Ebenen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>First day compared with</source>
        <translation>Erster Tag des Vergleichs</translation>
    </message>
    <message>
        <source>Last day compared with</source>
        <translation>Letzter Tag des Vergleichs</translation>
    </message>
    <message>
        <source>Idle time too</source>
        <translation>Auch untätige Zeit</translation>
    </message>
    <message>
        <source>✓ &amp;Idle time too</source>
        <translation>✓ Auch &amp;untätige Zeit</translation>
    </message>
    <message>
        <source>&amp;Idle time too</source>
        <translation>Auch &amp;untätige Zeit</translation>
    </message>
    <message>
        <source>&amp;Group by</source>
        <translation>&amp;Gruppieren nach</translation>
    </message>
    <message>
        <source>&amp;Compare with</source>
        <translation>Ve&amp;rgleichen mit</translation>
    </message>
</context>
<context>
    <name>Cover</name>
    <message>
        <source>Hidden</source>
        <translation>Verborgen</translation>
    </message>
    <message>
        <source>Nobody used this window for a while. Recording is not changed by that.</source>
        <translation>Dieses Fenster wurde eine Weile nicht benutzt. Die Aufzeichnung läuft davon unberührt.</translation>
    </message>
    <message>
        <source>Nobody used this window for a while. Recording is not changed by that. Your record has no passphrase to ask for, so this keeps it from passing eyes only.</source>
        <translation>Dieses Fenster wurde eine Weile nicht benutzt. Die Aufzeichnung läuft davon unberührt. Sie hat keine Passphrase, nach der gefragt werden könnte; dies schützt nur vor flüchtigen Blicken.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>An&amp;zeigen</translation>
    </message>
    <message>
        <source>That is not the passphrase.</source>
        <translation>Das ist nicht die Passphrase.</translation>
    </message>
</context>
<context>
    <name>Day</name>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privat</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>No window in front</source>
        <translation>Kein Fenster vorn</translation>
    </message>
    <message>
        <source>Application not kept</source>
        <translation>Anwendung nicht aufbewahrt</translation>
    </message>
    <message>
        <source>No category</source>
        <translation>Keine Kategorie</translation>
    </message>
    <message>
        <source>No project</source>
        <translation>Kein Projekt</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Nothing was recorded</source>
        <translation>Nichts aufgezeichnet</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
</context>
<context>
    <name>DayChooser</name>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
</context>
<context>
    <name>DayList</name>
    <message>
        <source>What is listed</source>
        <translation>Was aufgelistet ist</translation>
    </message>
    <message>
        <source>Longest activities</source>
        <translation>Längste Aktivitäten</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All of the day</source>
        <translation>Alles des Tages</translation>
    </message>
</context>
<context>
    <name>DayPage</name>
    <message>
        <source>Choose a day</source>
        <translation>Tag wählen</translation>
    </message>
    <message>
        <source>The day before</source>
        <translation>Der Tag davor</translation>
    </message>
    <message>
        <source>The day before (Alt+Left)</source>
        <translation>Der Tag davor (Alt+Links)</translation>
    </message>
    <message>
        <source>&amp;Today</source>
        <translation>&amp;Heute</translation>
    </message>
    <message>
        <source>The day after</source>
        <translation>Der Tag danach</translation>
    </message>
    <message>
        <source>The day after (Alt+Right)</source>
        <translation>Der Tag danach (Alt+Rechts)</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>worktracker: %1</source>
        <translation>worktracker: %1</translation>
    </message>
    <message>
        <source>Categories, applications and projects, each with its time and its share.</source>
        <translation>Kategorien, Anwendungen und Projekte, jeweils mit Zeit und Anteil.</translation>
    </message>
    <message>
        <source>What took longest, and everything one by one.</source>
        <translation>Was am längsten dauerte, und alles der Reihe nach.</translation>
    </message>
    <message>
        <source>Nothing recorded yet. The day will be drawn here.</source>
        <translation>Noch nichts aufgezeichnet. Hier erscheint der Tag.</translation>
    </message>
    <message>
        <source>The record begins on %1.</source>
        <translation>Die Aufzeichnung beginnt am %1.</translation>
    </message>
    <message>
        <source>Nothing recorded yet today.</source>
        <translation>Heute noch nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Nothing was recorded on this day.</source>
        <translation>An diesem Tag wurde nichts aufgezeichnet.</translation>
    </message>
</context>
<context>
    <name>Deed</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Strg+Z</translation>
    </message>
</context>
<context>
    <name>DeedBar</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Strg+Z</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Taken back: %1</source>
        <translation>Rückgängig gemacht: %1</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Rückgängig gemacht</translation>
    </message>
    <message>
        <source>Taking it back…</source>
        <translation>Wird rückgängig gemacht&#xa0;…</translation>
    </message>
    <message>
        <source>Erasing, also from the copies…</source>
        <translation>Wird gelöscht, auch aus den Kopien&#xa0;…</translation>
    </message>
</context>
<context>
    <name>Durations</name>
    <message>
        <source>h</source>
        <translation>h</translation>
    </message>
    <message>
        <source>m</source>
        <translation>min</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
</context>
<context>
    <name>EndDialog</name>
    <message>
        <source>worktracker: erase everything</source>
        <translation>worktracker: alles löschen</translation>
    </message>
    <message>
        <source>erase everything</source>
        <translation>alles löschen</translation>
    </message>
    <message>
        <source>Erase everything?</source>
        <translation>Alles löschen?</translation>
    </message>
    <message>
        <source>The key is destroyed and every file erased: the record, its copies, settings and logs. worktracker ends. Nobody can bring it back, unless the recovery phrase is written down and a copy lies elsewhere.</source>
        <translation>Der Schlüssel wird vernichtet und jede Datei gelöscht: die Aufzeichnung, ihre Kopien, Einstellungen und Protokolle. worktracker wird beendet. Niemand kann das rückgängig machen, außer der Wiederherstellungssatz ist aufgeschrieben und eine Kopie liegt anderswo.</translation>
    </message>
    <message>
        <source>To go on, type: %1</source>
        <translation>Zum Fortfahren eingeben: %1</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Erase everything</source>
        <translation>Alles &amp;löschen</translation>
    </message>
</context>
<context>
    <name>Ending</name>
    <message>
        <source>Erase everything</source>
        <translation>Alles löschen</translation>
    </message>
    <message>
        <source>Waiting for a backup to end.</source>
        <translation>Warten auf das Ende einer Sicherungskopie.</translation>
    </message>
    <message>
        <source>Then everything is erased. Until then nothing is, if you cancel.</source>
        <translation>Danach wird alles gelöscht. Bis dahin wird nichts gelöscht, wenn Sie abbrechen.</translation>
    </message>
    <message>
        <source>Nothing was erased.</source>
        <translation>Es wurde nichts gelöscht.</translation>
    </message>
    <message>
        <source>worktracker has ended. Start it again to go on recording.</source>
        <translation>worktracker ist beendet. Zum weiteren Aufzeichnen bitte neu starten.</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>%1 belongs to another user&apos;s program.</source>
        <translation>%1 gehört zum Programm eines anderen Benutzers.</translation>
    </message>
    <message>
        <source>%1 belongs to another user.</source>
        <translation>%1 gehört einem anderen Benutzer.</translation>
    </message>
    <message>
        <source>%1 can be written by everybody.</source>
        <translation>%1 kann von allen beschrieben werden.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be locked: %2.</source>
        <translation>%1 kann nicht gesperrt werden: %2.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be made: %2.</source>
        <translation>%1 kann nicht angelegt werden: %2.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read as a database: it is damaged, or not SQLite&apos;s.</source>
        <translation>%1 lässt sich nicht als Datenbank lesen: Sie ist beschädigt oder nicht von SQLite.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be removed: %2.</source>
        <translation>%1 kann nicht entfernt werden: %2.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be used: %2.</source>
        <translation>%1 kann nicht benutzt werden: %2.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written.</source>
        <translation>%1 kann nicht beschrieben werden.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written: %2.</source>
        <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>%1 comes %2 here, because the clocks change.</source>
        <translation>%1 gibt es hier %2, weil die Uhren umgestellt werden.</translation>
    </message>
    <message>
        <source>%1 does not lie between 1m and 1d.</source>
        <translation>%1 liegt nicht zwischen 1m und 1d.</translation>
    </message>
    <message>
        <source>%1 does not lie between 1s and 1d.</source>
        <translation>%1 liegt nicht zwischen 1s und 1d.</translation>
    </message>
    <message>
        <source>%1 exists already; nothing was changed.</source>
        <translation>%1 gibt es schon; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>%1 has format %2, which this version does not know.</source>
        <translation>%1 hat das Format %2, das diese Version nicht kennt.</translation>
    </message>
    <message>
        <source>%1 has no length.</source>
        <translation>%1 hat keine Länge.</translation>
    </message>
    <message>
        <source>%1 is %2&apos;s already.</source>
        <translation>%1 gehört schon zu %2.</translation>
    </message>
    <message>
        <source>%1 is a copy of another record than the one in %2.</source>
        <translation>%1 ist eine Kopie einer anderen Aufzeichnung als der in %2.</translation>
    </message>
    <message>
        <source>%1 is a folder.</source>
        <translation>%1 ist ein Ordner.</translation>
    </message>
    <message>
        <source>%1 is a link.</source>
        <translation>%1 ist eine Verknüpfung.</translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation>%1 ist beschädigt.</translation>
    </message>
    <message>
        <source>%1 is longer than a day.</source>
        <translation>%1 ist länger als ein Tag.</translation>
    </message>
    <message>
        <source>%1 is missing, which says where the store&apos;s key is.</source>
        <translation>%1 fehlt; darin steht, wo der Schlüssel der Aufzeichnung ist.</translation>
    </message>
    <message>
        <source>%1 is neither on nor off.</source>
        <translation>%1 ist weder on noch off.</translation>
    </message>
    <message>
        <source>%1 is no combination of keys.</source>
        <translation>%1 ist keine Tastenkombination.</translation>
    </message>
    <message>
        <source>%1 is no day of the week.</source>
        <translation>%1 ist kein Wochentag.</translation>
    </message>
    <message>
        <source>%1 is no time to keep something.</source>
        <translation>%1 ist keine Zeit, die etwas aufbewahrt werden kann.</translation>
    </message>
    <message>
        <source>%1 is not a colour.</source>
        <translation>%1 ist keine Farbe.</translation>
    </message>
    <message>
        <source>%1 is not a currency.</source>
        <translation>%1 ist keine Währung.</translation>
    </message>
    <message>
        <source>%1 is not a directory.</source>
        <translation>%1 ist kein Ordner.</translation>
    </message>
    <message>
        <source>%1 is not a duration.</source>
        <translation>%1 ist keine Dauer.</translation>
    </message>
    <message>
        <source>%1 is not a file.</source>
        <translation>%1 ist keine Datei.</translation>
    </message>
    <message>
        <source>%1 is not a number from 1 to 365.</source>
        <translation>%1 ist keine Zahl von 1 bis 365.</translation>
    </message>
    <message>
        <source>%1 is not a time of day.</source>
        <translation>%1 ist keine Uhrzeit.</translation>
    </message>
    <message>
        <source>%1 is not a time.</source>
        <translation>%1 ist keine Zeit.</translation>
    </message>
    <message>
        <source>%1 is not a whole record.</source>
        <translation>%1 ist keine vollständige Aufzeichnung.</translation>
    </message>
    <message>
        <source>%1 is not an hourly rate.</source>
        <translation>%1 ist kein Stundensatz.</translation>
    </message>
    <message>
        <source>%1 is not on the list.</source>
        <translation>%1 steht nicht auf der Liste.</translation>
    </message>
    <message>
        <source>%1 is not one of %2.</source>
        <translation>%1 ist nicht unter %2.</translation>
    </message>
    <message>
        <source>%1 is not yours alone.</source>
        <translation>%1 gehört nicht Ihnen allein.</translation>
    </message>
    <message>
        <source>%1 is out of range.</source>
        <translation>%1 liegt außerhalb des Möglichen.</translation>
    </message>
    <message>
        <source>%1 is too long: ten years (3660d) is the most.</source>
        <translation>%1 ist zu lang: Zehn Jahre (3660d) sind das Längste.</translation>
    </message>
    <message>
        <source>%1 serves %2.</source>
        <translation>%1 dient %2.</translation>
    </message>
    <message>
        <source>%1 takes %2; not %3.</source>
        <translation>%1 nimmt %2; nicht %3.</translation>
    </message>
    <message>
        <source>--domain takes a site, not an address.</source>
        <translation>--domain nimmt eine Website, keine Adresse.</translation>
    </message>
    <message>
        <source>--to %1 does not come after --from %2.</source>
        <translation>--to %1 kommt nicht nach --from %2.</translation>
    </message>
    <message>
        <source>A browser has to say hello first.</source>
        <translation>Ein Browser muss sich erst melden.</translation>
    </message>
    <message>
        <source>A category can&apos;t lie in itself.</source>
        <translation>Eine Kategorie kann nicht in sich selbst liegen.</translation>
    </message>
    <message>
        <source>A category lies at most %1 deep.</source>
        <translation>Eine Kategorie liegt höchstens %1 tief.</translation>
    </message>
    <message>
        <source>A day has two goals.</source>
        <translation>Ein Tag hat zwei Ziele.</translation>
    </message>
    <message>
        <source>A few words that don&apos;t belong together are good.</source>
        <translation>Gut sind einige Wörter, die nicht zusammengehören.</translation>
    </message>
    <message>
        <source>A page of the record is damaged, so no copy of it was kept.</source>
        <translation>Eine Seite der Aufzeichnung ist beschädigt; deshalb wurde keine Kopie davon behalten.</translation>
    </message>
    <message>
        <source>A page of the record is damaged; its key was not changed.</source>
        <translation>Eine Seite der Aufzeichnung ist beschädigt; ihr Schlüssel wurde nicht geändert.</translation>
    </message>
    <message>
        <source>A passphrase has at least %1 characters; nothing was changed.</source>
        <translation>Eine Passphrase hat mindestens %1 Zeichen; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>A pause can&apos;t be that long, or no time at all.</source>
        <translation>Eine Pause kann nicht so lang sein, und nicht ganz ohne Dauer.</translation>
    </message>
    <message>
        <source>A private tab was told of with its content.</source>
        <translation>Ein privater Tab wurde mit seinem Inhalt gemeldet.</translation>
    </message>
    <message>
        <source>A rate needs a currency.</source>
        <translation>Ein Satz braucht eine Währung.</translation>
    </message>
    <message>
        <source>A rule needs a condition.</source>
        <translation>Eine Regel braucht eine Bedingung.</translation>
    </message>
    <message>
        <source>A spreadsheet holds %1 rows, and the report has %2.</source>
        <translation>Eine Tabelle fasst %1 Zeilen, und der Bericht hat %2.</translation>
    </message>
    <message>
        <source>A sync runs already</source>
        <translation>Ein Abgleich läuft schon</translation>
    </message>
    <message>
        <source>A tag holds no comma.</source>
        <translation>Ein Schlagwort enthält kein Komma.</translation>
    </message>
    <message>
        <source>A timer can&apos;t be set up on this system yet.</source>
        <translation>Ein Zeitplan lässt sich auf diesem System noch nicht einrichten.</translation>
    </message>
    <message>
        <source>Add --currency EUR, or another.</source>
        <translation>Zum Beispiel --currency EUR hinzufügen.</translation>
    </message>
    <message>
        <source>Add --replace.</source>
        <translation>--replace hinzufügen.</translation>
    </message>
    <message>
        <source>Add ctrl, alt or super: ctrl+alt+f.</source>
        <translation>Strg, Alt oder Super hinzunehmen: ctrl+alt+f.</translation>
    </message>
    <message>
        <source>Add the offset you mean: %1 or %2.</source>
        <translation>Den gemeinten Abstand zur Weltzeit hinzufügen: %1 oder %2.</translation>
    </message>
    <message>
        <source>Allow worktracker to monitor input in the system&apos;s privacy settings.</source>
        <translation>Erlauben Sie worktracker in den Datenschutzeinstellungen des Systems, Eingaben zu beobachten.</translation>
    </message>
    <message>
        <source>Allow worktracker to use it and try again.</source>
        <translation>worktracker die Benutzung erlauben und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>An entry can be 31 days long at most.</source>
        <translation>Ein Eintrag kann höchstens 31 Tage lang sein.</translation>
    </message>
    <message>
        <source>An older worktracker is running, which knows the record&apos;s new form not yet.</source>
        <translation>Ein älteres worktracker läuft, das die neue Form der Aufzeichnung noch nicht kennt.</translation>
    </message>
    <message>
        <source>Another command has changed the ways to the key meanwhile.</source>
        <translation>Ein anderer Befehl hat die Wege zum Schlüssel inzwischen geändert.</translation>
    </message>
    <message>
        <source>Another entry has some of this time.</source>
        <translation>Ein anderer Eintrag hat einen Teil dieser Zeit.</translation>
    </message>
    <message>
        <source>Another sync runs already.</source>
        <translation>Ein anderer Abgleich läuft schon.</translation>
    </message>
    <message>
        <source>Ask again.</source>
        <translation>Noch einmal fragen.</translation>
    </message>
    <message>
        <source>Bring it back from a backup, or use the recovery phrase: worktracker key restore.</source>
        <translation>Aus einer Kopie zurückholen oder den Wiederherstellungssatz benutzen: worktracker key restore.</translation>
    </message>
    <message>
        <source>Browsers can&apos;t be told of worktracker on this system yet.</source>
        <translation>Browsern lässt sich worktracker auf diesem System noch nicht bekannt machen.</translation>
    </message>
    <message>
        <source>By %1, no two times have the same rows.</source>
        <translation>Nach %1 haben keine zwei Zeiten dieselben Zeilen.</translation>
    </message>
    <message>
        <source>Category %1 has a name that can&apos;t be one.</source>
        <translation>Die Kategorie %1 hat einen Namen, der keiner sein kann.</translation>
    </message>
    <message>
        <source>Category %1 has no list of names.</source>
        <translation>Die Kategorie %1 hat keine Liste von Namen.</translation>
    </message>
    <message>
        <source>Category %1 is not an object.</source>
        <translation>Die Kategorie %1 ist kein Objekt.</translation>
    </message>
    <message>
        <source>Category %1: its %2 is not an object.</source>
        <translation>Kategorie %1: %2 darin ist kein Objekt.</translation>
    </message>
    <message>
        <source>Category %1: its rule is neither none nor an expression.</source>
        <translation>Kategorie %1: Die Regel ist weder keine noch ein Ausdruck.</translation>
    </message>
    <message>
        <source>Change it: worktracker project edit &quot;%1&quot;</source>
        <translation>Ändern: worktracker project edit &quot;%1&quot;</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Die Rechte der Datei prüfen.</translation>
    </message>
    <message>
        <source>Check that the desktop session is running and that DISPLAY and XAUTHORITY are its own.</source>
        <translation>Prüfen Sie, ob die Sitzung läuft und ob DISPLAY und XAUTHORITY zu ihr gehören.</translation>
    </message>
    <message>
        <source>Check the directory it lies in.</source>
        <translation>Den Ordner prüfen, in dem sie liegt.</translation>
    </message>
    <message>
        <source>Check the disk and the folder&apos;s permissions.</source>
        <translation>Die Platte und die Rechte des Ordners prüfen.</translation>
    </message>
    <message>
        <source>Check the installation with: worktracker doctor.</source>
        <translation>Die Installation prüfen mit: worktracker doctor.</translation>
    </message>
    <message>
        <source>Choose one from the list.</source>
        <translation>Wählen Sie einen aus der Liste.</translation>
    </message>
    <message>
        <source>Close it and run the same command again.</source>
        <translation>Es schließen und denselben Befehl noch einmal geben.</translation>
    </message>
    <message>
        <source>Close it; the rest is done when the record is opened again.</source>
        <translation>Es schließen; der Rest geschieht, wenn die Aufzeichnung wieder geöffnet wird.</translation>
    </message>
    <message>
        <source>Compare by hour or weekday.</source>
        <translation>Nach Stunde oder Wochentag vergleichen.</translation>
    </message>
    <message>
        <source>Compare it with what you wrote down.</source>
        <translation>Mit dem vergleichen, was aufgeschrieben wurde.</translation>
    </message>
    <message>
        <source>Connect it and run %1 (lost for good: worktracker backup abandon DIR)</source>
        <translation>Wieder anschließen, dann %1 (endgültig verloren: worktracker backup abandon DIR)</translation>
    </message>
    <message>
        <source>Copies elsewhere can&apos;t be read any more, unless the recovery phrase was written down, or a passphrase was set and the file of keys was copied too.</source>
        <translation>Kopien anderswo lassen sich nicht mehr lesen, außer der Wiederherstellungssatz wurde aufgeschrieben oder eine Passphrase war gesetzt und die Schlüsseldatei wurde mitkopiert.</translation>
    </message>
    <message>
        <source>Copies of the record are being written by another command.</source>
        <translation>Ein anderer Befehl schreibt gerade Kopien der Aufzeichnung.</translation>
    </message>
    <message>
        <source>DISPLAY does not name a screen.</source>
        <translation>DISPLAY nennt keinen Bildschirm.</translation>
    </message>
    <message>
        <source>DISPLAY names a screen across the network, and worktracker opens no network connection.</source>
        <translation>DISPLAY nennt einen Bildschirm im Netzwerk, und worktracker öffnet keine Netzwerkverbindung.</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>War %1 gemeint?</translation>
    </message>
    <message>
        <source>Do it again.</source>
        <translation>Noch einmal tun.</translation>
    </message>
    <message>
        <source>End it first: worktracker quit</source>
        <translation>Beenden Sie es zuerst: worktracker quit</translation>
    </message>
    <message>
        <source>Example: &apos;^(?P&lt;document&gt;.+) - Writer$&apos;</source>
        <translation>Beispiel: &apos;^(?P&lt;document&gt;.+) - Writer$&apos;</translation>
    </message>
    <message>
        <source>Example: --domain example.org</source>
        <translation>Beispiel: --domain example.org</translation>
    </message>
    <message>
        <source>Finish it: worktracker key rotate.</source>
        <translation>Zu Ende bringen: worktracker key rotate.</translation>
    </message>
    <message>
        <source>Forgotten, but not in every copy</source>
        <translation>Vergessen, aber nicht in jeder Kopie</translation>
    </message>
    <message>
        <source>Free some space on the disk (it takes the record&apos;s size once more) and try again.</source>
        <translation>Auf der Platte Platz schaffen (es braucht die Größe der Aufzeichnung noch einmal) und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Free some space or check the folder.</source>
        <translation>Platz schaffen oder den Ordner prüfen.</translation>
    </message>
    <message>
        <source>Give --app, --title, --url or --domain.</source>
        <translation>--app, --title, --url oder --domain angeben.</translation>
    </message>
    <message>
        <source>Give --app, --title, --url, --domain or --document.</source>
        <translation>--app, --title, --url, --domain oder --document angeben.</translation>
    </message>
    <message>
        <source>Give --category, --project, --tag or --note.</source>
        <translation>--category, --project, --tag oder --note angeben.</translation>
    </message>
    <message>
        <source>Give --tag more than once.</source>
        <translation>--tag mehrmals angeben.</translation>
    </message>
    <message>
        <source>Install it as an ordinary package instead, then: worktracker browser install</source>
        <translation>Es stattdessen als gewöhnliches Paket installieren, dann: worktracker browser install</translation>
    </message>
    <message>
        <source>Install worktracker again.</source>
        <translation>worktracker neu installieren.</translation>
    </message>
    <message>
        <source>It broke off; something may be left to do.</source>
        <translation>Es brach ab; vielleicht ist noch etwas zu tun.</translation>
    </message>
    <message>
        <source>It broke off; the record opens as before.</source>
        <translation>Es brach ab; die Aufzeichnung öffnet sich wie zuvor.</translation>
    </message>
    <message>
        <source>It is gone from the record, but not from %1.</source>
        <translation>Es ist aus der Aufzeichnung verschwunden, aber nicht aus %1.</translation>
    </message>
    <message>
        <source>It is gone from the record, but not from the copies in %1, which is not there now.</source>
        <translation>Es ist aus der Aufzeichnung verschwunden, aber nicht aus den Kopien in %1, das jetzt nicht da ist.</translation>
    </message>
    <message>
        <source>It may be busy; try again.</source>
        <translation>Vielleicht ist es beschäftigt; noch einmal versuchen.</translation>
    </message>
    <message>
        <source>It may be waiting for its password: unlock it and try again.</source>
        <translation>Er wartet vielleicht auf sein Kennwort: entsperren und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>It may be x11 or portable, or unset.</source>
        <translation>Erlaubt ist x11 oder portable, oder gar nichts.</translation>
    </message>
    <message>
        <source>It takes about 130 MB for half a second: end another program and try again.</source>
        <translation>Es braucht etwa 130 MB für eine halbe Sekunde: ein anderes Programm beenden und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>It was broken off, and the record is as it was.</source>
        <translation>Es wurde abgebrochen, und die Aufzeichnung ist, wie sie war.</translation>
    </message>
    <message>
        <source>It was given up.</source>
        <translation>Es wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Known are: %1.</source>
        <translation>Bekannt sind: %1.</translation>
    </message>
    <message>
        <source>Leave its end open instead.</source>
        <translation>Stattdessen ihr Ende offen lassen.</translation>
    </message>
    <message>
        <source>Look-around and back-references are not supported, so that matching stays quick.</source>
        <translation>Vorausschau und Rückverweise gehen nicht, damit das Vergleichen schnell bleibt.</translation>
    </message>
    <message>
        <source>Make that writable, or delete it, and run %1</source>
        <translation>Das beschreibbar machen oder löschen, dann %1</translation>
    </message>
    <message>
        <source>Mouse and keyboard can&apos;t be watched here, so idle time can&apos;t be told.</source>
        <translation>Maus und Tastatur können hier nicht beobachtet werden, daher lässt sich Abwesenheit nicht erkennen.</translation>
    </message>
    <message>
        <source>Move away what lies there; nothing was changed.</source>
        <translation>Wegräumen, was dort liegt; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Name a file in it.</source>
        <translation>Eine Datei darin nennen.</translation>
    </message>
    <message>
        <source>Name a later one.</source>
        <translation>Einen späteren nennen.</translation>
    </message>
    <message>
        <source>Name one, or - for standard output.</source>
        <translation>Eine nennen, oder - für die Standardausgabe.</translation>
    </message>
    <message>
        <source>Name the days: --compare 2026-10-01..2026-10-31</source>
        <translation>Die Tage nennen: --compare 2026-10-01..2026-10-31</translation>
    </message>
    <message>
        <source>No copy opens.%1</source>
        <translation>Keine Kopie öffnet sich.%1</translation>
    </message>
    <message>
        <source>No keyring of the operating system can be reached.</source>
        <translation>Kein Schlüsselbund des Betriebssystems ist erreichbar.</translation>
    </message>
    <message>
        <source>No other key is about to come in; nothing was changed.</source>
        <translation>Es kommt kein anderer Schlüssel; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>No rate begins on that day.</source>
        <translation>An diesem Tag beginnt kein Satz.</translation>
    </message>
    <message>
        <source>No such browser is known.</source>
        <translation>Diesen Browser gibt es hier nicht.</translation>
    </message>
    <message>
        <source>No timer runs.</source>
        <translation>Es läuft keine Uhr.</translation>
    </message>
    <message>
        <source>Not everything could be erased: %1.</source>
        <translation>Nicht alles ließ sich löschen: %1.</translation>
    </message>
    <message>
        <source>Nothing is recorded before you have agreed to it.</source>
        <translation>Vor der Zustimmung wird nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>Nichts wurde geändert</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Nothing was changed. ActivityWatch writes it in Settings, Export.</source>
        <translation>Nichts wurde geändert. ActivityWatch schreibt sie unter Settings, Export.</translation>
    </message>
    <message>
        <source>Nothing was changed. It can come back from a copy only: worktracker backup restore FILE</source>
        <translation>Nichts wurde geändert. Zurückkommen kann sie nur aus einer Kopie: worktracker backup restore FILE</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>Put the file itself there; nothing was changed.</source>
        <translation>Legen Sie die Datei selbst dorthin; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Put the key into the keyring first.</source>
        <translation>Den Schlüssel erst in den Schlüsselbund legen.</translation>
    </message>
    <message>
        <source>Recording is stopped, so there is nothing to pause.</source>
        <translation>Die Aufzeichnung ist gestoppt; es gibt nichts zu pausieren.</translation>
    </message>
    <message>
        <source>Remove it if that is to go.</source>
        <translation>Entfernen, falls das weg soll.</translation>
    </message>
    <message>
        <source>Remove it, or give it mode 700.</source>
        <translation>Entfernen Sie ihn, oder geben Sie ihm die Rechte 700.</translation>
    </message>
    <message>
        <source>Reopen it: worktracker project edit &quot;%1&quot; --reopen</source>
        <translation>Wieder öffnen: worktracker project edit &quot;%1&quot; --reopen</translation>
    </message>
    <message>
        <source>Restart it and try again.</source>
        <translation>Ihn neu starten und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Rules and settings can&apos;t be read; of what is in front only the time is kept.</source>
        <translation>Regeln und Einstellungen lassen sich nicht lesen; von dem, was vorn ist, bleibt nur die Zeit.</translation>
    </message>
    <message>
        <source>Run by hand: worktracker sync now</source>
        <translation>Von Hand: worktracker sync now</translation>
    </message>
    <message>
        <source>Run worktracker on the computer whose screen it is, with a DISPLAY such as :0.</source>
        <translation>Starten Sie worktracker auf dem Computer, dem der Bildschirm gehört, mit einem DISPLAY wie :0.</translation>
    </message>
    <message>
        <source>Run: chmod 700 &apos;%1&apos;</source>
        <translation>Führen Sie aus: chmod 700 &apos;%1&apos;</translation>
    </message>
    <message>
        <source>Run: worktracker agree</source>
        <translation>Im Terminal: worktracker agree</translation>
    </message>
    <message>
        <source>Run: worktracker doctor</source>
        <translation>Im Terminal: worktracker doctor</translation>
    </message>
    <message>
        <source>Run: worktracker quit</source>
        <translation>Ausführen: worktracker quit</translation>
    </message>
    <message>
        <source>Run: worktracker quit, and then this again.</source>
        <translation>Im Terminal: worktracker quit, dann dies noch einmal.</translation>
    </message>
    <message>
        <source>Run: worktracker start</source>
        <translation>Im Terminal: worktracker start</translation>
    </message>
    <message>
        <source>See `worktracker %1 list --rules`.</source>
        <translation>Siehe worktracker %1 list --rules.</translation>
    </message>
    <message>
        <source>See `worktracker backup list`.</source>
        <translation>Siehe worktracker backup list.</translation>
    </message>
    <message>
        <source>See `worktracker category list`.</source>
        <translation>Siehe `worktracker category list`.</translation>
    </message>
    <message>
        <source>See `worktracker document list`.</source>
        <translation>Siehe worktracker document list.</translation>
    </message>
    <message>
        <source>See `worktracker entry list`.</source>
        <translation>Siehe worktracker entry list.</translation>
    </message>
    <message>
        <source>See `worktracker entry list`; change or remove it first.</source>
        <translation>Siehe worktracker entry list; ihn erst ändern oder entfernen.</translation>
    </message>
    <message>
        <source>See `worktracker exclude list`.</source>
        <translation>Siehe worktracker exclude list.</translation>
    </message>
    <message>
        <source>See `worktracker keep-active list`.</source>
        <translation>Siehe worktracker keep-active list.</translation>
    </message>
    <message>
        <source>See `worktracker key status`.</source>
        <translation>Siehe worktracker key status.</translation>
    </message>
    <message>
        <source>See `worktracker project list --json`.</source>
        <translation>Siehe worktracker project list --json.</translation>
    </message>
    <message>
        <source>See `worktracker project list`.</source>
        <translation>Siehe `worktracker project list`.</translation>
    </message>
    <message>
        <source>See `worktracker settings list`.</source>
        <translation>Siehe worktracker settings list.</translation>
    </message>
    <message>
        <source>See: worktracker %1</source>
        <translation>Siehe: worktracker %1</translation>
    </message>
    <message>
        <source>See: worktracker category list</source>
        <translation>Siehe: worktracker category list</translation>
    </message>
    <message>
        <source>Set %1 to a directory of your own that can be written.</source>
        <translation>Setzen Sie %1 auf einen eigenen Ordner, der beschrieben werden kann.</translation>
    </message>
    <message>
        <source>Set %1 to other keys, or off, first.</source>
        <translation>Erst %1 auf andere Tasten oder auf off setzen.</translation>
    </message>
    <message>
        <source>Set DISPLAY to a local screen, such as :0.</source>
        <translation>Setzen Sie DISPLAY auf einen Bildschirm dieses Computers, etwa :0.</translation>
    </message>
    <message>
        <source>Set WORKTRACKER_HOME to an empty directory for it.</source>
        <translation>WORKTRACKER_HOME auf einen leeren Ordner dafür setzen.</translation>
    </message>
    <message>
        <source>Set WORKTRACKER_PASSPHRASE_FILE or WORKTRACKER_PASSPHRASE, or unset both.</source>
        <translation>WORKTRACKER_PASSPHRASE_FILE oder WORKTRACKER_PASSPHRASE setzen, oder keins von beiden.</translation>
    </message>
    <message>
        <source>Set a passphrase first.</source>
        <translation>Erst eine Passphrase setzen.</translation>
    </message>
    <message>
        <source>Set a passphrase through WORKTRACKER_PASSPHRASE_FILE or WORKTRACKER_PASSPHRASE, or run on a terminal.</source>
        <translation>Eine Passphrase durch WORKTRACKER_PASSPHRASE_FILE oder WORKTRACKER_PASSPHRASE setzen, oder im Terminal starten.</translation>
    </message>
    <message>
        <source>So much waits to be written that no more finds room in memory.</source>
        <translation>Es wartet so viel darauf, geschrieben zu werden, dass im Speicher nichts mehr Platz findet.</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ging schief</translation>
    </message>
    <message>
        <source>Start Xwayland, or choose an X11 session at login.</source>
        <translation>Starten Sie Xwayland, oder wählen Sie bei der Anmeldung eine X11-Sitzung.</translation>
    </message>
    <message>
        <source>Start it in a desktop session, or record without a tray: worktracker record</source>
        <translation>Starten Sie es in einer grafischen Sitzung, oder zeichnen Sie ohne Symbolleiste auf: worktracker record</translation>
    </message>
    <message>
        <source>Start one (GNOME Keyring, KWallet). With the recovery phrase: worktracker key restore.</source>
        <translation>Einen starten (GNOME Keyring, KWallet). Mit dem Wiederherstellungssatz: worktracker key restore.</translation>
    </message>
    <message>
        <source>Start one: worktracker work on PROJECT</source>
        <translation>Eine starten: worktracker work on PROJECT</translation>
    </message>
    <message>
        <source>Start worktracker inside a desktop session, or set DISPLAY.</source>
        <translation>Starten Sie worktracker in einer grafischen Sitzung, oder setzen Sie DISPLAY.</translation>
    </message>
    <message>
        <source>Start worktracker inside a desktop session.</source>
        <translation>Starten Sie worktracker in einer grafischen Sitzung.</translation>
    </message>
    <message>
        <source>Starting with the session is not available on this system yet.</source>
        <translation>Der Start mit der Sitzung geht auf diesem System noch nicht.</translation>
    </message>
    <message>
        <source>Swap them, or name a later end.</source>
        <translation>Tauschen oder ein späteres Ende nennen.</translation>
    </message>
    <message>
        <source>That can&apos;t be understood</source>
        <translation>Das ist nicht zu verstehen</translation>
    </message>
    <message>
        <source>That category is gone.</source>
        <translation>Diese Kategorie gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>That instant has no UTC offset.</source>
        <translation>Dieser Zeitpunkt hat keinen Abstand zur Weltzeit.</translation>
    </message>
    <message>
        <source>That is not an RFC 3339 instant.</source>
        <translation>Das ist kein Zeitpunkt nach RFC 3339.</translation>
    </message>
    <message>
        <source>That is not the name of a site.</source>
        <translation>Das ist nicht der Name einer Website.</translation>
    </message>
    <message>
        <source>That is not within the entry.</source>
        <translation>Das liegt nicht innerhalb des Eintrags.</translation>
    </message>
    <message>
        <source>That rule is gone.</source>
        <translation>Diese Regel gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>That time has passed already.</source>
        <translation>Diese Zeit ist schon vorbei.</translation>
    </message>
    <message>
        <source>That time is out of range.</source>
        <translation>Diese Zeit liegt außerhalb des Möglichen.</translation>
    </message>
    <message>
        <source>That way leads to another key than the store&apos;s; nothing was changed.</source>
        <translation>Dieser Weg führt zu einem anderen Schlüssel als dem der Aufzeichnung; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The X server at %1 can&apos;t be reached.</source>
        <translation>Der X-Server unter %1 ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The X server does not tell of input.</source>
        <translation>Der X-Server meldet keine Eingaben.</translation>
    </message>
    <message>
        <source>The X server has ended.</source>
        <translation>Der X-Server wurde beendet.</translation>
    </message>
    <message>
        <source>The X server is not being watched.</source>
        <translation>Der X-Server wird nicht beobachtet.</translation>
    </message>
    <message>
        <source>The X server no longer tells how long nobody touched it.</source>
        <translation>Der X-Server sagt nicht mehr, wie lange niemand da war.</translation>
    </message>
    <message>
        <source>The app did not start within a minute.</source>
        <translation>Die App ist innerhalb einer Minute nicht gestartet.</translation>
    </message>
    <message>
        <source>The browser has said hello already.</source>
        <translation>Der Browser hat sich schon gemeldet.</translation>
    </message>
    <message>
        <source>The browser&apos;s name is too long, or empty.</source>
        <translation>Der Name des Browsers ist zu lang oder leer.</translation>
    </message>
    <message>
        <source>The browser&apos;s process has no such number.</source>
        <translation>Der Prozess des Browsers hat keine solche Nummer.</translation>
    </message>
    <message>
        <source>The categories can&apos;t be read</source>
        <translation>Die Kategorien lassen sich nicht lesen</translation>
    </message>
    <message>
        <source>The copy of %1 opens; missing would be what was recorded from %2.%3 Bring it back: worktracker backup restore %4</source>
        <translation>Die Kopie von %1 öffnet sich; fehlen würde, was von %2 an aufgezeichnet wurde.%3 Zurückholen: worktracker backup restore %4</translation>
    </message>
    <message>
        <source>The copy was given up.</source>
        <translation>Die Kopie wurde aufgegeben.</translation>
    </message>
    <message>
        <source>The desktop can&apos;t be read</source>
        <translation>Der Desktop lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>The directory for your files can&apos;t be used</source>
        <translation>Der Ordner für Ihre Dateien kann nicht benutzt werden</translation>
    </message>
    <message>
        <source>The end has to come after the start.</source>
        <translation>Das Ende muss nach dem Anfang kommen.</translation>
    </message>
    <message>
        <source>The erased bytes are still in the record&apos;s log, because another program is reading it.</source>
        <translation>Die gelöschten Bytes stehen noch im Protokoll der Aufzeichnung, weil ein anderes Programm es liest.</translation>
    </message>
    <message>
        <source>The expression for --%1 is not valid RE2 syntax.</source>
        <translation>Der Ausdruck für --%1 ist nicht in der Schreibweise von RE2.</translation>
    </message>
    <message>
        <source>The file could not be written.</source>
        <translation>Die Datei konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The file holds no list of categories.</source>
        <translation>Die Datei enthält keine Liste von Kategorien.</translation>
    </message>
    <message>
        <source>The file is larger than 16 MiB.</source>
        <translation>Die Datei ist größer als 16 MiB.</translation>
    </message>
    <message>
        <source>The file is not JSON.</source>
        <translation>Die Datei ist kein JSON.</translation>
    </message>
    <message>
        <source>The file that WORKTRACKER_PASSPHRASE_FILE names can&apos;t be read: %1.</source>
        <translation>Die Datei, die WORKTRACKER_PASSPHRASE_FILE nennt, kann nicht gelesen werden: %1.</translation>
    </message>
    <message>
        <source>The file that WORKTRACKER_PASSPHRASE_FILE names is not UTF-8 text.</source>
        <translation>Die Datei, die WORKTRACKER_PASSPHRASE_FILE nennt, ist kein Text in UTF-8.</translation>
    </message>
    <message>
        <source>The key can&apos;t be had</source>
        <translation>Der Schlüssel ist nicht zu haben</translation>
    </message>
    <message>
        <source>The keyring did not answer in time.</source>
        <translation>Der Schlüsselbund hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The keyring failed.</source>
        <translation>Der Schlüsselbund hat versagt.</translation>
    </message>
    <message>
        <source>The keyring holds no key for this store.</source>
        <translation>Der Schlüsselbund hat keinen Schlüssel für diese Aufzeichnung.</translation>
    </message>
    <message>
        <source>The keyring is locked.</source>
        <translation>Der Schlüsselbund ist gesperrt.</translation>
    </message>
    <message>
        <source>The keyring is the only way to the store.</source>
        <translation>Der Schlüsselbund ist der einzige Weg zur Aufzeichnung.</translation>
    </message>
    <message>
        <source>The keyring refused access to the key.</source>
        <translation>Der Schlüsselbund hat den Zugriff auf den Schlüssel verweigert.</translation>
    </message>
    <message>
        <source>The keyring&apos;s entry for this store is not a key.</source>
        <translation>Was der Schlüsselbund für diese Aufzeichnung hat, ist kein Schlüssel.</translation>
    </message>
    <message>
        <source>The list has more than %1 characters.</source>
        <translation>Die Liste hat mehr als %1 Zeichen.</translation>
    </message>
    <message>
        <source>The list of categories can&apos;t be read.</source>
        <translation>Die Liste der Kategorien lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The list of default rules can&apos;t be read.</source>
        <translation>Die Liste der mitgelieferten Regeln lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The list of private-browsing marks can&apos;t be read.</source>
        <translation>Die Liste der Kennzeichen für privates Surfen lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The list of programs&apos; titles can&apos;t be read.</source>
        <translation>Die Liste der Programmtitel lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The name of a %1 can&apos;t be empty.</source>
        <translation>Dieser Name kann nicht leer sein (%1).</translation>
    </message>
    <message>
        <source>The name of a %1 has at most %2 characters, and no line breaks among them.</source>
        <translation>Dieser Name (%1) hat höchstens %2 Zeichen und keine Zeilenumbrüche.</translation>
    </message>
    <message>
        <source>The name of a category holds no &gt;: that parts the names of a path.</source>
        <translation>Der Name einer Kategorie enthält kein „&gt;“: Das trennt die Namen eines Pfads.</translation>
    </message>
    <message>
        <source>The new key is not 32 bytes in hexadecimal digits.</source>
        <translation>Der neue Schlüssel ist nicht 32 Bytes in hexadezimalen Ziffern.</translation>
    </message>
    <message>
        <source>The passphrase is the only way to the store.</source>
        <translation>Die Passphrase ist der einzige Weg zur Aufzeichnung.</translation>
    </message>
    <message>
        <source>The passphrase is wrong.</source>
        <translation>Die Passphrase ist falsch.</translation>
    </message>
    <message>
        <source>The passphrase%1 is empty.</source>
        <translation>Die Passphrase%1 ist leer.</translation>
    </message>
    <message>
        <source>The passphrase%1 is longer than %2 bytes.</source>
        <translation>Die Passphrase%1 ist länger als %2 Bytes.</translation>
    </message>
    <message>
        <source>The passphrase%1 is not UTF-8 text.</source>
        <translation>Die Passphrase%1 ist kein Text in UTF-8.</translation>
    </message>
    <message>
        <source>The pattern can&apos;t be understood.</source>
        <translation>Das Muster ist nicht zu verstehen.</translation>
    </message>
    <message>
        <source>The pattern for --%1 is empty.</source>
        <translation>Das Muster für --%1 ist leer.</translation>
    </message>
    <message>
        <source>The pattern for --%1 is longer than %2 characters.</source>
        <translation>Das Muster für --%1 ist länger als %2 Zeichen.</translation>
    </message>
    <message>
        <source>The pattern for --pattern is empty.</source>
        <translation>Das Muster für --pattern ist leer.</translation>
    </message>
    <message>
        <source>The pattern for --pattern is longer than %1 characters.</source>
        <translation>Das Muster für --pattern ist länger als %1 Zeichen.</translation>
    </message>
    <message>
        <source>The pattern has no group that is the document.</source>
        <translation>Das Muster hat keine Gruppe, die das Dokument ist.</translation>
    </message>
    <message>
        <source>The program that fetches the key failed.</source>
        <translation>Das Programm, das den Schlüssel holt, hat versagt.</translation>
    </message>
    <message>
        <source>The program worktracker-browser-host is missing.</source>
        <translation>Das Programm worktracker-browser-host fehlt.</translation>
    </message>
    <message>
        <source>The program&apos;s own files are damaged</source>
        <translation>Die Dateien des Programms selbst sind beschädigt</translation>
    </message>
    <message>
        <source>The project %1 is closed.</source>
        <translation>Das Projekt %1 ist geschlossen.</translation>
    </message>
    <message>
        <source>The question was broken off.</source>
        <translation>Die Frage wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The record can&apos;t be opened</source>
        <translation>Die Aufzeichnung lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>The record can&apos;t be written (%1).</source>
        <translation>Die Aufzeichnung lässt sich nicht schreiben (%1).</translation>
    </message>
    <message>
        <source>The record can&apos;t be written for the moment</source>
        <translation>Die Aufzeichnung lässt sich im Augenblick nicht schreiben</translation>
    </message>
    <message>
        <source>The record could not be rewritten under a new key, and was left as it is.</source>
        <translation>Die Aufzeichnung ließ sich nicht unter einem neuen Schlüssel neu schreiben und blieb, wie sie ist.</translation>
    </message>
    <message>
        <source>The record does not open with its key: it is damaged, or not worktracker&apos;s.</source>
        <translation>Die Aufzeichnung öffnet sich nicht mit ihrem Schlüssel: Sie ist beschädigt oder nicht von worktracker.</translation>
    </message>
    <message>
        <source>The record has been held by a change since %1; what is seen waits in memory.</source>
        <translation>Eine Änderung hält die Aufzeichnung seit %1; was gesehen wird, wartet im Speicher.</translation>
    </message>
    <message>
        <source>The record is being rewritten.</source>
        <translation>Die Aufzeichnung wird gerade neu geschrieben.</translation>
    </message>
    <message>
        <source>The record is being written by another program.</source>
        <translation>Ein anderes Programm schreibt gerade in die Aufzeichnung.</translation>
    </message>
    <message>
        <source>The record is under its new key, but another program still reads it under the old one.</source>
        <translation>Die Aufzeichnung hat ihren neuen Schlüssel, aber ein anderes Programm liest sie noch mit dem alten.</translation>
    </message>
    <message>
        <source>The record was written by a newer worktracker (format %1; this one knows %2).</source>
        <translation>Die Aufzeichnung stammt von einem neueren worktracker (Format %1; dieses kennt %2).</translation>
    </message>
    <message>
        <source>The recovery phrase has %1 words, not %2.</source>
        <translation>Der Wiederherstellungssatz hat %1 Wörter, nicht %2.</translation>
    </message>
    <message>
        <source>The rules can&apos;t be read.</source>
        <translation>Die Regeln lassen sich nicht lesen.</translation>
    </message>
    <message>
        <source>The running worktracker does not know this command; it may be an older one.</source>
        <translation>Das laufende worktracker kennt diesen Befehl nicht; vielleicht ist es älter.</translation>
    </message>
    <message>
        <source>The store needs its passphrase.</source>
        <translation>Die Aufzeichnung braucht ihre Passphrase.</translation>
    </message>
    <message>
        <source>The store&apos;s key is still being replaced.</source>
        <translation>Der Schlüssel der Aufzeichnung wird noch ersetzt.</translation>
    </message>
    <message>
        <source>The system does not tell how long nobody touched it.</source>
        <translation>Das System sagt nicht, wie lange niemand da war.</translation>
    </message>
    <message>
        <source>The timer can&apos;t be removed: %1.</source>
        <translation>Der Zeitplan lässt sich nicht entfernen: %1.</translation>
    </message>
    <message>
        <source>The timer can&apos;t be set up: %1.</source>
        <translation>Der Zeitplan lässt sich nicht einrichten: %1.</translation>
    </message>
    <message>
        <source>The words do not fit together: one is wrong, or two changed places.</source>
        <translation>Die Wörter passen nicht zusammen: Eines ist falsch, oder zwei sind vertauscht.</translation>
    </message>
    <message>
        <source>There are: %1.</source>
        <translation>Es gibt: %1.</translation>
    </message>
    <message>
        <source>There is a category %1 there already.</source>
        <translation>Dort gibt es schon eine Kategorie %1.</translation>
    </message>
    <message>
        <source>There is a project %1 already.</source>
        <translation>Ein Projekt %1 gibt es schon.</translation>
    </message>
    <message>
        <source>There is a rule already that does the same.</source>
        <translation>Es gibt schon eine Regel, die dasselbe tut.</translation>
    </message>
    <message>
        <source>There is no %1.</source>
        <translation>Es gibt kein %1.</translation>
    </message>
    <message>
        <source>There is no category %1.</source>
        <translation>Es gibt keine Kategorie %1.</translation>
    </message>
    <message>
        <source>There is no display for a tray icon.</source>
        <translation>Es gibt keinen Bildschirm für ein Symbol in der Leiste.</translation>
    </message>
    <message>
        <source>There is no display to record.</source>
        <translation>Es gibt keinen Bildschirm zum Aufzeichnen.</translation>
    </message>
    <message>
        <source>There is no entry %1.</source>
        <translation>Es gibt keinen Eintrag %1.</translation>
    </message>
    <message>
        <source>There is no key for the record.</source>
        <translation>Es gibt keinen Schlüssel für die Aufzeichnung.</translation>
    </message>
    <message>
        <source>There is no pattern %1.</source>
        <translation>Es gibt kein Muster %1.</translation>
    </message>
    <message>
        <source>There is no place for the record&apos;s key: %1%2</source>
        <translation>Es gibt keinen Platz für den Schlüssel der Aufzeichnung: %1%2</translation>
    </message>
    <message>
        <source>There is no project %1.</source>
        <translation>Es gibt kein Projekt %1.</translation>
    </message>
    <message>
        <source>There is no rule %1.</source>
        <translation>Es gibt keine Regel %1.</translation>
    </message>
    <message>
        <source>There is no setting %1.</source>
        <translation>Es gibt keine Einstellung %1.</translation>
    </message>
    <message>
        <source>There is no such %1.</source>
        <translation>So etwas gibt es nicht: %1.</translation>
    </message>
    <message>
        <source>There is no such category.</source>
        <translation>Diese Kategorie gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such name.</source>
        <translation>Diesen Namen gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such source.</source>
        <translation>Diese Quelle gibt es nicht.</translation>
    </message>
    <message>
        <source>There is not enough memory to try the passphrase.</source>
        <translation>Der Speicher reicht nicht, um die Passphrase zu versuchen.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>This Wayland session shows no windows to other programs.</source>
        <translation>Diese Wayland-Sitzung zeigt anderen Programmen keine Fenster.</translation>
    </message>
    <message>
        <source>This X server does not tell how long nobody touched it; idle time is not recorded.</source>
        <translation>Dieser X-Server sagt nicht, wie lange niemand da war; Abwesenheit wird nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>This could not be read.</source>
        <translation>Das ließ sich nicht lesen.</translation>
    </message>
    <message>
        <source>This desktop can&apos;t be read.</source>
        <translation>Diese Arbeitsfläche kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>This desktop does not tell how long nobody touched it; idle time is not recorded.</source>
        <translation>Diese Arbeitsfläche sagt nicht, wie lange niemand da war; Abwesenheit wird nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>Time was given to it by hand since.</source>
        <translation>Dem wurde seitdem von Hand Zeit gegeben.</translation>
    </message>
    <message>
        <source>Time was put on it by hand since.</source>
        <translation>Darauf wurde seitdem von Hand Zeit gebucht.</translation>
    </message>
    <message>
        <source>Try again when it is done.</source>
        <translation>Noch einmal versuchen, wenn es fertig ist.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Try again. With the recovery phrase: worktracker key restore.</source>
        <translation>Noch einmal versuchen. Mit dem Wiederherstellungssatz: worktracker key restore.</translation>
    </message>
    <message>
        <source>Unlock it and try again.</source>
        <translation>Ihn entsperren und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Update worktracker; nothing was changed.</source>
        <translation>worktracker aktualisieren; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Use * for anything.</source>
        <translation>* steht für Beliebiges.</translation>
    </message>
    <message>
        <source>Use --format csv.</source>
        <translation>--format csv benutzen.</translation>
    </message>
    <message>
        <source>Use the version of worktracker that wrote it, or a newer one.</source>
        <translation>Die Version von worktracker benutzen, die sie geschrieben hat, oder eine neuere.</translation>
    </message>
    <message>
        <source>WORKTRACKER_CAPTURE names no way to read a desktop.</source>
        <translation>WORKTRACKER_CAPTURE nennt keinen Weg, eine Arbeitsfläche zu lesen.</translation>
    </message>
    <message>
        <source>Wait until it is done.</source>
        <translation>Warten, bis es fertig ist.</translation>
    </message>
    <message>
        <source>What %1 lay in is gone.</source>
        <translation>Worin %1 lag, gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>What is previous to this time can&apos;t be told.</source>
        <translation>Was vor dieser Zeit liegt, lässt sich nicht sagen.</translation>
    </message>
    <message>
        <source>What is to change?</source>
        <translation>Was soll sich ändern?</translation>
    </message>
    <message>
        <source>With shift alone it would be lost to typing.</source>
        <translation>Mit der Umschalttaste allein ginge es beim Schreiben verloren.</translation>
    </message>
    <message>
        <source>With the recovery phrase: worktracker key restore.</source>
        <translation>Mit dem Wiederherstellungssatz: worktracker key restore.</translation>
    </message>
    <message>
        <source>Word %1 is not in the list of recovery words.</source>
        <translation>Wort %1 steht nicht auf der Liste der Wiederherstellungswörter.</translation>
    </message>
    <message>
        <source>Words %1 are not in the list of recovery words.</source>
        <translation>Die Wörter %1 stehen nicht auf der Liste der Wiederherstellungswörter.</translation>
    </message>
    <message>
        <source>Write it in days, like 90d, or forever.</source>
        <translation>In Tagen schreiben, wie 90d, oder forever.</translation>
    </message>
    <message>
        <source>Write it like #3b7dd8.</source>
        <translation>Schreiben wie #3b7dd8.</translation>
    </message>
    <message>
        <source>Write it like 08:30.</source>
        <translation>Schreiben wie 08:30.</translation>
    </message>
    <message>
        <source>Write it like 8h, or mon-thu 8h; fri 6h30m, or off.</source>
        <translation>Schreiben wie 8h, oder mon-thu 8h; fri 6h30m, oder off.</translation>
    </message>
    <message>
        <source>Write it like 90 or 87.50, or none.</source>
        <translation>Schreiben wie 90 oder 87.50, oder none.</translation>
    </message>
    <message>
        <source>Write it like 90s, 15m, 2h or 1d.</source>
        <translation>Schreiben wie 90s, 15m, 2h oder 1d.</translation>
    </message>
    <message>
        <source>Write it like EUR or USD.</source>
        <translation>Schreiben wie EUR oder USD.</translation>
    </message>
    <message>
        <source>Write it like ctrl+alt+f, or off.</source>
        <translation>Schreiben wie ctrl+alt+f, oder off.</translation>
    </message>
    <message>
        <source>Write it like mon-fri 09:00-12:30,13:30-18:00; sat 22:00-02:00, or always.</source>
        <translation>Schreiben wie mon-fri 09:00-12:30,13:30-18:00; sat 22:00-02:00, oder always.</translation>
    </message>
    <message>
        <source>Write today, yesterday, week, month, year, 2026-11-21 or 2026-11-21T17:30.</source>
        <translation>Schreiben: today, yesterday, week, month, year, 2026-11-21 oder 2026-11-21T17:30.</translation>
    </message>
    <message>
        <source>Your agreement is missing</source>
        <translation>Die Zustimmung fehlt</translation>
    </message>
    <message>
        <source>`worktracker record` is recording for this home already.</source>
        <translation>`worktracker record` zeichnet für diesen Ordner bereits auf.</translation>
    </message>
    <message>
        <source>a combination like ctrl+alt+f, or off</source>
        <translation>eine Tastenkombination wie ctrl+alt+f, oder off</translation>
    </message>
    <message>
        <source>a combination like ctrl+alt+p, or off</source>
        <translation>eine Tastenkombination wie ctrl+alt+p, oder off</translation>
    </message>
    <message>
        <source>a duration for mon-fri, or like mon-thu 8h; fri 6h30m, or off</source>
        <translation>eine Dauer für mon-fri, oder wie mon-thu 8h; fri 6h30m, oder off</translation>
    </message>
    <message>
        <source>a duration, 1m to 1d, or off</source>
        <translation>eine Dauer, 1m bis 1d, oder off</translation>
    </message>
    <message>
        <source>a duration, 1s to 1d</source>
        <translation>eine Dauer, 1s bis 1d</translation>
    </message>
    <message>
        <source>a duration, 1s to 1d, or off</source>
        <translation>eine Dauer, 1s bis 1d, oder off</translation>
    </message>
    <message>
        <source>always, or like mon-fri 09:00-12:30,13:30-18:00; sat 22:00-02:00</source>
        <translation>always, oder wie mon-fri 09:00-12:30,13:30-18:00; sat 22:00-02:00</translation>
    </message>
    <message>
        <source>days like 90d, or forever</source>
        <translation>Tage wie 90d, oder forever</translation>
    </message>
    <message>
        <source>none, or applications like zoom; mpv</source>
        <translation>none, oder Anwendungen wie zoom; mpv</translation>
    </message>
    <message>
        <source>python-xlib, which reads the desktop, is not installed.</source>
        <translation>python-xlib, das die Arbeitsfläche liest, ist nicht installiert.</translation>
    </message>
    <message>
        <source>worktracker can&apos;t be reached: %1.</source>
        <translation>worktracker ist nicht erreichbar: %1.</translation>
    </message>
    <message>
        <source>worktracker did not answer within %1 s.</source>
        <translation>worktracker hat nicht innerhalb von %1 s geantwortet.</translation>
    </message>
    <message>
        <source>worktracker ended the conversation without an answer.</source>
        <translation>worktracker hat das Gespräch ohne Antwort beendet.</translation>
    </message>
    <message>
        <source>worktracker ended the conversation.</source>
        <translation>worktracker hat das Gespräch beendet.</translation>
    </message>
    <message>
        <source>worktracker ended while it was asked.</source>
        <translation>worktracker wurde beendet, während es gefragt wurde.</translation>
    </message>
    <message>
        <source>worktracker is already running</source>
        <translation>worktracker läuft schon</translation>
    </message>
    <message>
        <source>worktracker is already running for this home (process %1).</source>
        <translation>worktracker läuft für diesen Ordner schon (Prozess %1).</translation>
    </message>
    <message>
        <source>worktracker is already running for this home.</source>
        <translation>worktracker läuft für diesen Ordner schon.</translation>
    </message>
    <message>
        <source>worktracker is ending; the key was not replaced.</source>
        <translation>worktracker wird beendet; der Schlüssel wurde nicht ersetzt.</translation>
    </message>
    <message>
        <source>worktracker is not connected.</source>
        <translation>worktracker ist nicht verbunden.</translation>
    </message>
    <message>
        <source>worktracker is not running</source>
        <translation>worktracker läuft nicht</translation>
    </message>
    <message>
        <source>worktracker is not running.</source>
        <translation>worktracker läuft nicht.</translation>
    </message>
    <message>
        <source>Outside these hours nothing is recorded.</source>
        <translation>Außerhalb dieser Stunden wird nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Titles of private windows of Chromium, Chrome, Edge, Brave and their kin are recorded from now on too: nothing in them says that they are private.</source>
        <translation>Auch Titel privater Fenster von Chromium, Chrome, Edge, Brave und Verwandten werden von jetzt an aufgezeichnet: Nichts in ihnen sagt, dass sie privat sind.</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>die Platte ist voll</translation>
    </message>
    <message>
        <source>the disk reports an error</source>
        <translation>die Platte meldet einen Fehler</translation>
    </message>
    <message>
        <source>the file is read-only</source>
        <translation>die Datei ist schreibgeschützt</translation>
    </message>
    <message>
        <source>the file can&apos;t be opened</source>
        <translation>die Datei lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>At record-urls none no browser tells its page&apos;s site: where a rule that asks for it might match, no title of a browser&apos;s window is kept. Else run: worktracker settings set record-urls domain</source>
        <translation>Bei record-urls none nennt kein Browser die Website seiner Seite: Wo eine Regel, die danach fragt, zutreffen könnte, wird kein Titel eines Browserfensters behalten. Sonst: worktracker settings set record-urls domain</translation>
    </message>
    <message>
        <source>At record-urls domain a browser tells of an address only its site: where a rule that asks for more might match, no title is kept. Else run: worktracker settings set record-urls full</source>
        <translation>Bei record-urls domain nennt ein Browser von einer Adresse nur die Website: Wo eine Regel, die nach mehr fragt, zutreffen könnte, wird kein Titel behalten. Sonst: worktracker settings set record-urls full</translation>
    </message>
</context>
<context>
    <name>Exclude</name>
    <message>
        <source>Nothing of it is in the record. Rules has the list.</source>
        <translation>Nichts davon ist in der Aufzeichnung. Die Liste steht unter Regeln.</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>Ausschließen</translation>
    </message>
    <message>
        <source>“%1” is left out from now on</source>
        <translation>„%1“ wird ab jetzt ausgelassen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans of it, %1, are in the record already. They stay unless you erase them, for good, from the file and from its copies.</source>
        <translation>
            <numerusform>%Ln Abschnitt davon, %1, ist schon in der Aufzeichnung. Er bleibt, bis er endgültig gelöscht wird, aus der Datei und aus ihren Kopien.</numerusform>
            <numerusform>%Ln Abschnitte davon, %1, sind schon in der Aufzeichnung. Sie bleiben, bis sie endgültig gelöscht werden, aus der Datei und aus ihren Kopien.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Erase %1</source>
        <translation>%1 &amp;löschen</translation>
    </message>
    <message>
        <source>&amp;Undo the rule</source>
        <translation>&amp;Regel zurücknehmen</translation>
    </message>
    <message>
        <source>&amp;Keep them</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>Nothing of “%1” is left in the file or in its copies.</source>
        <translation>Von „%1“ ist in der Datei und in ihren Kopien nichts mehr vorhanden.</translation>
    </message>
    <message>
        <source>Erased: %1</source>
        <translation>Gelöscht: %1</translation>
    </message>
</context>
<context>
    <name>ExclusionsPart</name>
    <message>
        <source>What is recorded of</source>
        <translation>Was wird aufgezeichnet von</translation>
    </message>
    <message>
        <source>Exclusion rules</source>
        <translation>Ausschlussregeln</translation>
    </message>
    <message>
        <source>&amp;Add exclusion</source>
        <translation>Ne&amp;uer Ausschluss</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>New exclusion</source>
        <translation>Neuer Ausschluss</translation>
    </message>
    <message>
        <source>No exclusions. Everything that the levels allow is recorded.</source>
        <translation>Keine Ausschlüsse. Alles, was die Stufen erlauben, wird aufgezeichnet.</translation>
    </message>
    <message>
        <source>Add an exclusion</source>
        <translation>Ausschluss hinzufügen</translation>
    </message>
    <message>
        <source>built in, for %1</source>
        <translation>mitgeliefert, für %1</translation>
    </message>
    <message>
        <source>It came with the program, for %1. Changed, it is your own.</source>
        <translation>Er kam mit dem Programm, für %1. Geändert ist er ein eigener.</translation>
    </message>
    <message>
        <source>Exclusion</source>
        <translation>Ausschluss</translation>
    </message>
    <message>
        <source>Holds from now on: %1</source>
        <translation>Gilt ab jetzt: %1</translation>
    </message>
    <message>
        <source>Saving the rule</source>
        <translation>Regel speichern</translation>
    </message>
    <message>
        <source>Removed: %1</source>
        <translation>Entfernt: %1</translation>
    </message>
    <message>
        <source>Removing the rule</source>
        <translation>Regel entfernen</translation>
    </message>
    <message>
        <source>Clear the past</source>
        <translation>Vergangenes bereinigen</translation>
    </message>
    <message>
        <source>%1?</source>
        <translation>%1?</translation>
    </message>
    <message>
        <source>It matches: %1. It goes from the file and from its copies, and nothing brings it back.</source>
        <translation>Es passt: %1. Das verschwindet aus der Datei und aus ihren Kopien, unwiderruflich.</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation>Erledigt: %1</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>%1 is not encrypted: whoever can read the file reads all of it.</source>
        <translation>%1 ist nicht verschlüsselt: Wer die Datei lesen kann, liest alles.</translation>
    </message>
    <message>
        <source>Export everything as CSV, not encrypted</source>
        <translation>Alles als CSV exportieren, unverschlüsselt</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Exported: everything, %1</source>
        <translation>Exportiert: alles, %1</translation>
    </message>
</context>
<context>
    <name>ExportBar</name>
    <message>
        <source>How far the file has come</source>
        <translation>Wie weit die Datei ist</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The next file can be written after it.</source>
        <translation>Die nächste Datei kann danach geschrieben werden.</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>%1 wird geschrieben</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Add &amp;filter</source>
        <translation>Fi&amp;lter hinzufügen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Remove the filter %1</source>
        <translation>Filter %1 entfernen</translation>
    </message>
    <message>
        <source>%1, * for anything</source>
        <translation>%1, * steht für alles</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>What is recorded</source>
        <translation>Was aufgezeichnet wird</translation>
    </message>
    <message>
        <source>Your choices</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>The key</source>
        <translation>Der Schlüssel</translation>
    </message>
    <message>
        <source>worktracker: agreement</source>
        <translation>worktracker: Zustimmung</translation>
    </message>
    <message>
        <source>worktracker: agreement, %1 of %2</source>
        <translation>worktracker: Zustimmung, %1 von %2</translation>
    </message>
    <message>
        <source>Nothing was kept yet. %1</source>
        <translation>Noch wurde nichts gespeichert. %1</translation>
    </message>
    <message>
        <source>Not no&amp;w</source>
        <translation>&amp;Jetzt nicht</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Agree and start recording</source>
        <translation>Zu&amp;stimmen und Aufzeichnung starten</translation>
    </message>
    <message>
        <source>Browsers</source>
        <translation>Browser</translation>
    </message>
    <message>
        <source>One step is left</source>
        <translation>Ein Schritt fehlt noch</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>&amp;Hide titles</source>
        <translation>&amp;Titel verbergen</translation>
    </message>
    <message>
        <source>Titles, documents and addresses, in every view (Ctrl+Shift+H)</source>
        <translation>Titel, Dokumente und Adressen, in jeder Ansicht (Strg+Umschalt+H)</translation>
    </message>
    <message>
        <source>Stored on this computer, encrypted</source>
        <translation>Auf diesem Computer, verschlüsselt</translation>
    </message>
    <message>
        <source>✓ Titles &amp;hidden</source>
        <translation>✓ &amp;Titel verborgen</translation>
    </message>
    <message>
        <source>Hide titles</source>
        <translation>Titel verbergen</translation>
    </message>
</context>
<context>
    <name>Forget</name>
    <message>
        <source>Forget the last 15 minutes?</source>
        <translation>Die letzten 15 Minuten vergessen?</translation>
    </message>
    <message>
        <source>&amp;Forget 15 minutes</source>
        <translation>15 Minuten &amp;vergessen</translation>
    </message>
    <message>
        <source>Forget today?</source>
        <translation>Den heutigen Tag vergessen?</translation>
    </message>
    <message>
        <source>&amp;Forget today</source>
        <translation>Heutigen Tag &amp;vergessen</translation>
    </message>
    <message>
        <source>Forget the last hour?</source>
        <translation>Die letzte Stunde vergessen?</translation>
    </message>
    <message>
        <source>&amp;Forget 1 hour</source>
        <translation>1 Stunde &amp;vergessen</translation>
    </message>
    <message>
        <source>Forget the time from %1 to %2?</source>
        <translation>Die Zeit von %1 bis %2 vergessen?</translation>
    </message>
    <message>
        <source>&amp;Forget %1</source>
        <translation>%1 &amp;vergessen</translation>
    </message>
    <message>
        <source>%1 has totals of it until the next sync.</source>
        <translation>%1 hat Summen davon bis zum nächsten Abgleich.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Nothing of that time is in the file. Its copies are searched all the same.</source>
        <translation>Aus dieser Zeit ist nichts in der Datei. Ihre Kopien werden trotzdem durchsucht.</translation>
    </message>
    <message>
        <source>%1 will be erased for good, from the file and from its copies.</source>
        <translation>Endgültig gelöscht, aus der Datei und aus ihren Kopien: %1.</translation>
    </message>
    <message>
        <source>Nothing recorded since %1 is in the file. Its copies are searched all the same.</source>
        <translation>Seit %1 ist nichts in der Datei. Ihre Kopien werden trotzdem durchsucht.</translation>
    </message>
    <message>
        <source>%1 since %2 will be erased for good, from the file and from its copies.</source>
        <translation>Endgültig gelöscht, aus der Datei und aus ihren Kopien: %1 seit %2.</translation>
    </message>
    <message>
        <source>Forgotten: %1, from %2 to %3.

%4</source>
        <translation>Vergessen: %1, von %2 bis %3.

%4</translation>
    </message>
    <message>
        <source>Forgotten: %1</source>
        <translation>Vergessen: %1</translation>
    </message>
    <message>
        <source>From %1 to %2 nothing is left in the file or in its copies.</source>
        <translation>Von %1 bis %2 ist in der Datei und in ihren Kopien nichts mehr vorhanden.</translation>
    </message>
</context>
<context>
    <name>ForgetCard</name>
    <message>
        <source>Erased for good, from the file and from its copies. Nothing goes without a question.</source>
        <translation>Endgültig gelöscht, aus der Datei und aus ihren Kopien. Nichts verschwindet ohne Rückfrage.</translation>
    </message>
    <message>
        <source>Last &amp;15 minutes…</source>
        <translation>Letzte &amp;15 Minuten&#xa0;…</translation>
    </message>
    <message>
        <source>Last ho&amp;ur…</source>
        <translation>Letzte St&amp;unde&#xa0;…</translation>
    </message>
    <message>
        <source>To&amp;day…</source>
        <translation>&amp;Heute&#xa0;…</translation>
    </message>
    <message>
        <source>Forget from</source>
        <translation>Vergessen von</translation>
    </message>
    <message>
        <source>Forget to</source>
        <translation>Vergessen bis</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>What to forget by its name</source>
        <translation>Was nach Namen vergessen wird</translation>
    </message>
    <message>
        <source>Its name; * is anything</source>
        <translation>Der Name; * steht für alles</translation>
    </message>
    <message>
        <source>Name of the application or site</source>
        <translation>Name der Anwendung oder Website</translation>
    </message>
    <message>
        <source>Forget this ti&amp;me…</source>
        <translation>Diese &amp;Zeit vergessen&#xa0;…</translation>
    </message>
    <message>
        <source>Forget &amp;by name…</source>
        <translation>Nach &amp;Namen vergessen&#xa0;…</translation>
    </message>
    <message>
        <source>A time</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Namen</translation>
    </message>
    <message>
        <source>the last 15 minutes</source>
        <translation>die letzten 15 Minuten</translation>
    </message>
    <message>
        <source>the last hour</source>
        <translation>die letzte Stunde</translation>
    </message>
    <message>
        <source>today</source>
        <translation>den heutigen Tag</translation>
    </message>
    <message>
        <source>The end does not come after the beginning.</source>
        <translation>Das Ende liegt nicht nach dem Anfang.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>A name is missing.</source>
        <translation>Ein Name fehlt.</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt&#xa0;…</translation>
    </message>
    <message>
        <source>Forget %1?</source>
        <translation>Vergessen: %1?</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>%1 will be erased for good, from the file and from its copies.</source>
        <translation>Endgültig gelöscht, aus der Datei und aus ihren Kopien: %1.</translation>
    </message>
    <message>
        <source>&amp;Forget %1</source>
        <translation>%1 &amp;vergessen</translation>
    </message>
    <message>
        <source>Nothing of it is in the file. Its copies are searched all the same.</source>
        <translation>Nichts davon ist in der Datei. Ihre Kopien werden trotzdem durchsucht.</translation>
    </message>
    <message>
        <source>&amp;Search the copies</source>
        <translation>Kopien &amp;durchsuchen</translation>
    </message>
    <message>
        <source>Erasing…</source>
        <translation>Wird gelöscht&#xa0;…</translation>
    </message>
    <message>
        <source>Forgotten: %1. Nothing of it is left in the file or in its copies.</source>
        <translation>Vergessen: %1. In der Datei und in ihren Kopien ist nichts mehr davon vorhanden.</translation>
    </message>
</context>
<context>
    <name>GrantCard</name>
    <message>
        <source>Show the next bytes</source>
        <translation>Die nächsten Bytes zeigen</translation>
    </message>
    <message>
        <source>Show the receipt</source>
        <translation>Den Beleg zeigen</translation>
    </message>
    <message>
        <source>Take it back…</source>
        <translation>Zurücknehmen&#xa0;…</translation>
    </message>
    <message>
        <source>Nothing is due: no request would be sent.</source>
        <translation>Nichts steht an: es würde keine Anfrage gesendet.</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>Sein Schlüssel</translation>
    </message>
    <message>
        <source>categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>applications</source>
        <translation>Anwendungen</translation>
    </message>
    <message>
        <source>to %1 minutes</source>
        <translation>auf %1 Minuten</translation>
    </message>
    <message>
        <source>what is below %1 minutes stays here</source>
        <translation>was unter %1 Minuten liegt, bleibt hier</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>von %1 bis %2</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>What leaves</source>
        <translation>Was hinausgeht</translation>
    </message>
    <message>
        <source>Seconds of each day, by %1</source>
        <translation>Sekunden jedes Tages, nach %1</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>Rounded</source>
        <translation>Gerundet</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Pseudonym</source>
        <translation>Pseudonym</translation>
    </message>
    <message>
        <source>So far</source>
        <translation>Bisher</translation>
    </message>
    <message numerus="yes">
        <source>%Ln days there</source>
        <translation>
            <numerusform>%Ln Tag dort</numerusform>
            <numerusform>%Ln Tage dort</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln due</source>
        <translation>
            <numerusform>%Ln steht an</numerusform>
            <numerusform>%Ln stehen an</numerusform>
        </translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>Teilen</translation>
    </message>
    <message>
        <source>Take this permission back?</source>
        <translation>Diese Erlaubnis zurücknehmen?</translation>
    </message>
    <message>
        <source>Nothing more is sent, from this moment on. At the next sync the recipient is told to delete what it was sent under it, until it says that it did.</source>
        <translation>Von diesem Augenblick an wird nichts mehr gesendet. Beim nächsten Abgleich wird der Empfänger aufgefordert, zu löschen, was ihm darunter gesendet wurde, bis er sagt, dass er es getan hat.</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Zurücknehmen</translation>
    </message>
</context>
<context>
    <name>HeatMap</name>
    <message>
        <source>less</source>
        <translation>weniger</translation>
    </message>
    <message>
        <source>more</source>
        <translation>mehr</translation>
    </message>
</context>
<context>
    <name>HotkeyField</name>
    <message>
        <source>No keys</source>
        <translation>Keine Tasten</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Choose keys…</source>
        <translation>Tasten wählen&#xa0;…</translation>
    </message>
    <message>
        <source>Press the keys…</source>
        <translation>Tasten drücken&#xa0;…</translation>
    </message>
</context>
<context>
    <name>Hotkeys</name>
    <message>
        <source>No hotkeys here</source>
        <translation>Hier keine Tastenkürzel</translation>
    </message>
    <message>
        <source>They work on X11 displays.</source>
        <translation>Sie funktionieren auf X11-Anzeigen.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be had</source>
        <translation>%1 ist nicht verfügbar</translation>
    </message>
    <message>
        <source>Another program has it, or no key has that name.</source>
        <translation>Ein anderes Programm nutzt es, oder keine Taste heißt so.</translation>
    </message>
</context>
<context>
    <name>KeptCard</name>
    <message>
        <source>What is kept</source>
        <translation>Was aufbewahrt wird</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>Neu zählen</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>Verschiedene</translation>
    </message>
    <message>
        <source>In spans</source>
        <translation>In Abschnitten</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Älteste</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Applications</source>
        <translation>Anwendungen</translation>
    </message>
    <message>
        <source>Window titles</source>
        <translation>Fenstertitel</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Websites</translation>
    </message>
    <message>
        <source>Full addresses</source>
        <translation>Vollständige Adressen</translation>
    </message>
    <message>
        <source>… of browsers</source>
        <translation>… von Browsern</translation>
    </message>
    <message>
        <source>Time: %1</source>
        <translation>Zeit: %1</translation>
    </message>
    <message>
        <source>Nothing is recorded yet. What is kept will be counted here.</source>
        <translation>Noch nichts aufgezeichnet. Hier wird gezählt, was aufbewahrt wird.</translation>
    </message>
    <message>
        <source>Private: %1, of which nothing is kept but when it was.</source>
        <translation>Privat: %1. Davon ist nur bekannt, wann es war.</translation>
    </message>
    <message>
        <source>No time was private so far. Of private time nothing is kept but when it was.</source>
        <translation>Bisher war keine Zeit privat. Von privater Zeit ist nur bekannt, wann sie war.</translation>
    </message>
    <message>
        <source>with titles</source>
        <translation>mit Titeln</translation>
    </message>
    <message>
        <source>with sites</source>
        <translation>mit Websites</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>At work</source>
        <translation>In Arbeit</translation>
    </message>
</context>
<context>
    <name>KeyNumbers</name>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>left of %1</source>
        <translation>übrig von %1</translation>
    </message>
    <message>
        <source>over the goal of %1</source>
        <translation>über dem Ziel von %1</translation>
    </message>
    <message>
        <source>longest focus</source>
        <translation>längster Fokus</translation>
    </message>
    <message>
        <source>away</source>
        <translation>abwesend</translation>
    </message>
    <message>
        <source>private, nothing kept</source>
        <translation>privat, nichts aufbewahrt</translation>
    </message>
</context>
<context>
    <name>KeyPage</name>
    <message>
        <source>The key of your record</source>
        <translation>Der Schlüssel der Aufzeichnung</translation>
    </message>
    <message>
        <source>The record is encrypted. Whoever has its key can read it; without it nobody can.</source>
        <translation>Die Aufzeichnung ist verschlüsselt. Wer den Schlüssel hat, kann sie lesen; ohne ihn niemand.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Passphrase once more</source>
        <translation>Passphrase noch einmal</translation>
    </message>
    <message>
        <source>Where it is kept</source>
        <translation>Wo er aufbewahrt wird</translation>
    </message>
    <message>
        <source>If that is lost</source>
        <translation>Wenn das verloren geht</translation>
    </message>
    <message>
        <source>The recovery phrase is the key in 24 words. Written down on paper, it opens the record on any computer. It can be shown later, too.</source>
        <translation>Der Wiederherstellungssatz ist der Schlüssel in 24 Wörtern. Auf Papier geschrieben öffnet er die Aufzeichnung auf jedem Computer. Er lässt sich auch später anzeigen.</translation>
    </message>
    <message>
        <source>In this system&apos;s &amp;keyring</source>
        <translation>Im Sch&amp;lüsselbund dieses Systems</translation>
    </message>
    <message>
        <source>It opens with your login; nothing is asked.</source>
        <translation>Er öffnet sich mit der Anmeldung; nichts wird gefragt.</translation>
    </message>
    <message>
        <source>In the keyring, and behind a passphrase as we&amp;ll</source>
        <translation>Im Schlüsselbund und zusätzlich &amp;hinter einer Passphrase</translation>
    </message>
    <message>
        <source>The passphrase opens it where the keyring does not, and the window when it hides.</source>
        <translation>Die Passphrase öffnet die Aufzeichnung, wo es der Schlüsselbund nicht tut, und das Fenster, wenn es sich verbirgt.</translation>
    </message>
    <message>
        <source>Behind a passphrase al&amp;one</source>
        <translation>&amp;Nur hinter einer Passphrase</translation>
    </message>
    <message>
        <source>It is asked for each time the app starts. Without it or the recovery phrase nobody can open the record.</source>
        <translation>Sie wird bei jedem Start der App verlangt. Ohne sie oder den Wiederherstellungssatz kann niemand die Aufzeichnung öffnen.</translation>
    </message>
    <message>
        <source>Behind your passphrase. Without it or the recovery phrase nobody can open the record.</source>
        <translation>Hinter der Passphrase. Ohne sie oder den Wiederherstellungssatz kann niemand die Aufzeichnung öffnen.</translation>
    </message>
    <message>
        <source>Passp&amp;hrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>Noch &amp;einmal</translation>
    </message>
    <message>
        <source>In this system&apos;s keyring, and behind your passphrase.</source>
        <translation>Im Schlüsselbund dieses Systems und hinter der Passphrase.</translation>
    </message>
    <message numerus="yes">
        <source>It needs at least %n characters.</source>
        <translation>
            <numerusform>Sie braucht mindestens %n Zeichen.</numerusform>
            <numerusform>Sie braucht mindestens %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two differ.</source>
        <translation>Die beiden sind verschieden.</translation>
    </message>
</context>
<context>
    <name>LabelFields</name>
    <message>
        <source>Separated by commas</source>
        <translation>Durch Kommas getrennt</translation>
    </message>
    <message>
        <source>&amp;Category</source>
        <translation>&amp;Kategorie</translation>
    </message>
    <message>
        <source>Pro&amp;ject</source>
        <translation>Pro&amp;jekt</translation>
    </message>
    <message>
        <source>Ta&amp;gs</source>
        <translation>Schla&amp;gwörter</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>Several</source>
        <translation>Mehrere</translation>
    </message>
    <message>
        <source>Category %1</source>
        <translation>Kategorie %1</translation>
    </message>
    <message>
        <source>Project %1</source>
        <translation>Projekt %1</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>LabelForm</name>
    <message>
        <source>New rule for %1</source>
        <translation>Neue Regel für %1</translation>
    </message>
    <message>
        <source>Rule of %1</source>
        <translation>Regel von %1</translation>
    </message>
    <message>
        <source>It came with the program; changed, it is your own.</source>
        <translation>Sie kam mit dem Programm; geändert ist sie eine eigene.</translation>
    </message>
    <message>
        <source>Saved the rule: %1</source>
        <translation>Regel gespeichert: %1</translation>
    </message>
</context>
<context>
    <name>LabelRules</name>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Add r&amp;ule…</source>
        <translation>Neue Rege&amp;l&#xa0;…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+N</source>
        <translation>Strg+Umschalt+N</translation>
    </message>
    <message>
        <source>Chan&amp;ge…</source>
        <translation>Ä&amp;ndern&#xa0;…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>expression</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation>kam mit dem Programm</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>mitgeliefert</translation>
    </message>
    <message>
        <source>Removed the rule: %1</source>
        <translation>Regel entfernt: %1</translation>
    </message>
</context>
<context>
    <name>LanesView</name>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Document, site</source>
        <translation>Dokument, Website</translation>
    </message>
</context>
<context>
    <name>LeaksCard</name>
    <message>
        <source>Private things in titles and addresses</source>
        <translation>Privates in Titeln und Adressen</translation>
    </message>
    <message>
        <source>Looks for e-mail addresses, keys and tokens, card and account numbers in everything that is stored. Nothing is sent anywhere, and no text is shown.</source>
        <translation>Sucht E-Mail-Adressen, Schlüssel und Tokens, Karten- und Kontonummern in allem, was gespeichert ist. Nichts wird gesendet, und kein Text wird angezeigt.</translation>
    </message>
    <message>
        <source>&amp;Look now</source>
        <translation>&amp;Jetzt suchen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop looking</source>
        <translation>Suche abbrechen</translation>
    </message>
    <message>
        <source>How far it has looked</source>
        <translation>Wie weit die Suche ist</translation>
    </message>
    <message>
        <source>Nothing of the kind in %1 different windows.</source>
        <translation>Nichts dergleichen in %1 verschiedenen Fenstern.</translation>
    </message>
    <message>
        <source>Documents go with the titles that name them.</source>
        <translation>Dokumente gehen mit den Titeln, die sie nennen.</translation>
    </message>
    <message>
        <source>%1 title</source>
        <translation>%1 Titel</translation>
    </message>
    <message>
        <source>%1 titles</source>
        <translation>%1 Titel</translation>
    </message>
    <message>
        <source>%1 address</source>
        <translation>%1 Adresse</translation>
    </message>
    <message>
        <source>%1 addresses</source>
        <translation>%1 Adressen</translation>
    </message>
    <message>
        <source>%1 document</source>
        <translation>%1 Dokument</translation>
    </message>
    <message>
        <source>%1 documents</source>
        <translation>%1 Dokumente</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>%1: %2; %3 in %4</source>
        <translation>%1: %2; %3 in %4</translation>
    </message>
    <message>
        <source>windows without an application</source>
        <translation>Fenster ohne Anwendung</translation>
    </message>
    <message>
        <source>E-mail addresses</source>
        <translation>E-Mail-Adressen</translation>
    </message>
    <message>
        <source>Keys and tokens</source>
        <translation>Schlüssel und Tokens</translation>
    </message>
    <message>
        <source>Card numbers</source>
        <translation>Kartennummern</translation>
    </message>
    <message>
        <source>Account numbers</source>
        <translation>Kontonummern</translation>
    </message>
</context>
<context>
    <name>LeavingCard</name>
    <message>
        <source>Your data</source>
        <translation>Eigene Daten</translation>
    </message>
    <message>
        <source>E&amp;xport everything…</source>
        <translation>Alles &amp;exportieren&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Erase everything…</source>
        <translation>Alles &amp;löschen&#xa0;…</translation>
    </message>
    <message>
        <source>One archive of open formats</source>
        <translation>Ein Archiv in offenen Formaten</translation>
    </message>
    <message>
        <source>Everything that is held about you, explained, as a ZIP file. It is not encrypted.</source>
        <translation>Alles, was gespeichert ist, mit Erläuterung, als ZIP-Datei. Sie ist nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>Leave nothing</source>
        <translation>Nichts zurücklassen</translation>
    </message>
    <message>
        <source>The key, the record, its copies, settings and logs. Then worktracker ends.</source>
        <translation>Der Schlüssel, die Aufzeichnung, ihre Kopien, Einstellungen und Protokolle. Danach wird worktracker beendet.</translation>
    </message>
    <message>
        <source>Exported: everything</source>
        <translation>Exportiert: alles</translation>
    </message>
    <message>
        <source>Export everything, not encrypted</source>
        <translation>Alles exportieren, unverschlüsselt</translation>
    </message>
    <message>
        <source>ZIP (*.zip)</source>
        <translation>ZIP (*.zip)</translation>
    </message>
</context>
<context>
    <name>LedgerCard</name>
    <message>
        <source>What was sent</source>
        <translation>Was gesendet wurde</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>See that nothing of it was changed afterwards</source>
        <translation>Nachsehen, dass nichts davon nachträglich geändert wurde</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Request or answer</source>
        <translation>Anfrage oder Antwort</translation>
    </message>
    <message>
        <source>Requests and answers, the newest first</source>
        <translation>Anfragen und Antworten, die neuesten zuerst</translation>
    </message>
    <message>
        <source>The exact body</source>
        <translation>Der genaue Inhalt</translation>
    </message>
    <message>
        <source>answer: %1</source>
        <translation>Antwort: %1</translation>
    </message>
    <message>
        <source>Not kept: a day of it was forgotten, it held a token, or no summary server sent it. Its checksum is.</source>
        <translation>Nicht aufbewahrt: ein Tag davon wurde vergessen, es war ein Zugangszeichen darin, oder es kam von keinem Server für Summen. Die Prüfsumme ist da.</translation>
    </message>
    <message>
        <source>Without a body.</source>
        <translation>Ohne Inhalt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows, as they were written.</source>
        <translation>
            <numerusform>%Ln Zeile, wie sie geschrieben wurde.</numerusform>
            <numerusform>%Ln Zeilen, wie sie geschrieben wurden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was changed: %Ln rows hold, and what comes after them does not.</source>
        <translation>
            <numerusform>Geändert: %Ln Zeile stimmt, und was danach kommt, nicht.</numerusform>
            <numerusform>Geändert: %Ln Zeilen stimmen, und was danach kommt, nicht.</numerusform>
        </translation>
    </message>
    <message>
        <source>It can&apos;t be read for the moment.</source>
        <translation>Es kann gerade nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>Levels</name>
    <message>
        <source>apps</source>
        <translation>Anwendungen</translation>
    </message>
    <message>
        <source>titles</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>sites</source>
        <translation>Websites</translation>
    </message>
    <message>
        <source>addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>time only</source>
        <translation>nur Zeit</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>Programs that are active without input</source>
        <translation>Programme, die ohne Eingabe aktiv sind</translation>
    </message>
    <message>
        <source>While one of these is in front, its time counts: calls, films, talks.</source>
        <translation>Solange eines davon vorn ist, zählt die Zeit: Anrufe, Filme, Vorträge.</translation>
    </message>
    <message>
        <source>Application, like zoom or mpv*</source>
        <translation>Anwendung, etwa zoom oder mpv*</translation>
    </message>
    <message>
        <source>Patterns for documents</source>
        <translation>Muster für Dokumente</translation>
    </message>
    <message>
        <source>How many programs write their titles is known. For others an RE2 expression with a group named document says where it stands.</source>
        <translation>Wie viele Programme ihre Titel schreiben, ist bekannt. Für andere sagt ein RE2-Ausdruck mit einer Gruppe namens document, wo das Dokument steht.</translation>
    </message>
    <message>
        <source>Application, like notes</source>
        <translation>Anwendung, etwa notes</translation>
    </message>
    <message>
        <source>Pattern, like ^Notes: (?P&lt;document&gt;.+)$</source>
        <translation>Muster, etwa ^Notes: (?P&lt;document&gt;.+)$</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>Start recording</source>
        <translation>Aufzeichnung starten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause for 15 minutes</source>
        <translation>15 Minuten pausieren</translation>
    </message>
    <message>
        <source>Pause for 1 hour</source>
        <translation>1 Stunde pausieren</translation>
    </message>
    <message>
        <source>Pause until tomorrow</source>
        <translation>Bis morgen pausieren</translation>
    </message>
    <message>
        <source>Pause until I resume</source>
        <translation>Bis auf Weiteres pausieren</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>Aufzeichnung stoppen</translation>
    </message>
    <message>
        <source>Working on</source>
        <translation>Arbeit an</translation>
    </message>
    <message>
        <source>Forget more</source>
        <translation>Mehr vergessen</translation>
    </message>
    <message>
        <source>Forget last 15 minutes…</source>
        <translation>Letzte 15 Minuten vergessen&#xa0;…</translation>
    </message>
    <message>
        <source>Forget last hour…</source>
        <translation>Letzte Stunde vergessen&#xa0;…</translation>
    </message>
    <message>
        <source>Forget today…</source>
        <translation>Heutigen Tag vergessen&#xa0;…</translation>
    </message>
    <message>
        <source>Open report</source>
        <translation>Bericht öffnen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Export everything as CSV…</source>
        <translation>Alles als CSV exportieren&#xa0;…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Exclude “%1”</source>
        <translation>„%1“ ausschließen</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
</context>
<context>
    <name>Network</name>
    <message>
        <source>No network: refused by the system</source>
        <translation>Kein Netzwerk: vom System verweigert</translation>
    </message>
    <message>
        <source>Makes no network connection; this system does not enforce that</source>
        <translation>Stellt keine Netzwerkverbindung her; dieses System erzwingt das nicht</translation>
    </message>
    <message>
        <source>Nothing shared</source>
        <translation>Nichts geteilt</translation>
    </message>
    <message>
        <source>Shared as you permitted it</source>
        <translation>Geteilt, wie erlaubt</translation>
    </message>
</context>
<context>
    <name>NetworkCard</name>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Erneut p&amp;rüfen</translation>
    </message>
    <message>
        <source>Internet, IPv4</source>
        <translation>Internet, IPv4</translation>
    </message>
    <message>
        <source>Internet, IPv6</source>
        <translation>Internet, IPv6</translation>
    </message>
    <message>
        <source>The kernel&apos;s own messages</source>
        <translation>Eigene Meldungen des Kernels</translation>
    </message>
    <message>
        <source>Raw frames</source>
        <translation>Rohe Datenrahmen</translation>
    </message>
    <message>
        <source>Virtual machines</source>
        <translation>Virtuelle Maschinen</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Wird geprüft&#xa0;…</translation>
    </message>
    <message>
        <source>No network: refused by the system</source>
        <translation>Kein Netzwerk: vom System verweigert</translation>
    </message>
    <message>
        <source>worktracker has just asked the system for each way out, and was refused. It put that limit on itself when it started, and can&apos;t take it off; nothing was sent.</source>
        <translation>worktracker hat das System gerade um jeden Weg nach draußen gebeten, und jeder wurde verweigert. Es hat sich diese Grenze beim Start selbst gesetzt und kann sie nicht aufheben; nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>worktracker makes no network connection</source>
        <translation>worktracker stellt keine Netzwerkverbindung her</translation>
    </message>
    <message>
        <source>Nothing in it does. This system offers no limit that would prove it, or it could not be put on: a socket can be made here.</source>
        <translation>Nichts darin tut das. Dieses System bietet keine Grenze, die es beweisen würde, oder sie ließ sich nicht setzen: Ein Socket lässt sich hier anlegen.</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>möglich</translation>
    </message>
    <message>
        <source>not on this system</source>
        <translation>nicht auf diesem System</translation>
    </message>
</context>
<context>
    <name>NewKey</name>
    <message>
        <source>worktracker: new key</source>
        <translation>worktracker: neuer Schlüssel</translation>
    </message>
    <message>
        <source>Replace the key?</source>
        <translation>Den Schlüssel ersetzen?</translation>
    </message>
    <message>
        <source>The record and its copies are encrypted anew, under another key. The recovery phrase that you may have written down opens nothing then; you get a new one. Do so where somebody else may know the phrase, or a passphrase that was changed since.</source>
        <translation>Die Aufzeichnung und ihre Kopien werden mit einem anderen Schlüssel neu verschlüsselt. Ein aufgeschriebener Wiederherstellungssatz öffnet dann nichts mehr; es gibt einen neuen. Angebracht, wenn jemand anderes den Satz kennen könnte oder eine Passphrase, die seitdem geändert wurde.</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Replace the key</source>
        <translation>Schlüssel &amp;ersetzen</translation>
    </message>
    <message>
        <source>Making the new key…</source>
        <translation>Der neue Schlüssel wird erzeugt&#xa0;…</translation>
    </message>
    <message>
        <source>Encrypting the record anew. The window stands still meanwhile, for a few seconds at most.</source>
        <translation>Die Aufzeichnung wird neu verschlüsselt. Solange steht das Fenster still, höchstens einige Sekunden.</translation>
    </message>
    <message>
        <source>Encrypting the copies anew…</source>
        <translation>Die Kopien werden neu verschlüsselt&#xa0;…</translation>
    </message>
    <message>
        <source>That is not the passphrase. Nothing was changed.</source>
        <translation>Das ist nicht die Passphrase. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The record has a new key</source>
        <translation>Die Aufzeichnung hat einen neuen Schlüssel</translation>
    </message>
    <message>
        <source>Privacy shows its new recovery phrase.</source>
        <translation>Der neue Wiederherstellungssatz steht unter Privatsphäre.</translation>
    </message>
    <message>
        <source>Write its new recovery phrase down: the old one opens nothing any more.</source>
        <translation>Den neuen Wiederherstellungssatz bitte aufschreiben: Der alte öffnet nichts mehr.</translation>
    </message>
    <message numerus="yes">
        <source>%n copies are under the new key, too.</source>
        <translation>
            <numerusform>Auch %n Kopie hat den neuen Schlüssel.</numerusform>
            <numerusform>Auch %n Kopien haben den neuen Schlüssel.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not reached: %1. What lies there opens with the old phrase only.</source>
        <translation>Nicht erreicht: %1. Was dort liegt, öffnet nur der alte Satz.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>compared with %1</source>
        <translation>gegenüber %1</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>pro Tag</translation>
    </message>
    <message>
        <source>private, nothing kept</source>
        <translation>privat, nichts aufbewahrt</translation>
    </message>
    <message>
        <source>away</source>
        <translation>abwesend</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>Teilen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>PassphraseChange</name>
    <message>
        <source>worktracker: passphrase</source>
        <translation>worktracker: Passphrase</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>Passphrase ändern</translation>
    </message>
    <message>
        <source>The record is not rewritten, and the recovery phrase stays as it is.</source>
        <translation>Die Aufzeichnung wird nicht neu geschrieben, und der Wiederherstellungssatz bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>&amp;Present passphrase</source>
        <translation>&amp;Jetzige Passphrase</translation>
    </message>
    <message>
        <source>Present passphrase</source>
        <translation>Jetzige Passphrase</translation>
    </message>
    <message>
        <source>Set a passphrase</source>
        <translation>Passphrase setzen</translation>
    </message>
    <message>
        <source>It opens the record where the keyring does not, and shows the window again when it is covered. The record is not rewritten, and the recovery phrase stays as it is.</source>
        <translation>Sie öffnet die Aufzeichnung, wo es der Schlüsselbund nicht tut, und zeigt das Fenster wieder, wenn es verdeckt ist. Die Aufzeichnung wird nicht neu geschrieben, und der Wiederherstellungssatz bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>&amp;New passphrase</source>
        <translation>&amp;Neue Passphrase</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Neue Passphrase</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>Noch &amp;einmal</translation>
    </message>
    <message>
        <source>New passphrase once more</source>
        <translation>Neue Passphrase noch einmal</translation>
    </message>
    <message>
        <source>&amp;Remove the passphrase</source>
        <translation>Passphrase ent&amp;fernen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Change it</source>
        <translation>Än&amp;dern</translation>
    </message>
    <message>
        <source>&amp;Set it</source>
        <translation>&amp;Setzen</translation>
    </message>
    <message>
        <source>The two differ.</source>
        <translation>Die beiden sind verschieden.</translation>
    </message>
    <message numerus="yes">
        <source>It needs at least %n characters.</source>
        <translation>
            <numerusform>Sie braucht mindestens %n Zeichen.</numerusform>
            <numerusform>Sie braucht mindestens %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Weak: a machine that tries many guesses it. %1</source>
        <translation>Schwach: Eine Maschine, die viele probiert, errät sie. %1</translation>
    </message>
    <message>
        <source>Fair: a machine would need years. %1</source>
        <translation>Ordentlich: Eine Maschine bräuchte Jahre. %1</translation>
    </message>
    <message>
        <source>Good, if nobody knows it and it is used nowhere else.</source>
        <translation>Gut, wenn niemand sie kennt und sie nirgends sonst gilt.</translation>
    </message>
    <message>
        <source>A few words that don&apos;t belong together are good.</source>
        <translation>Gut sind einige Wörter, die nicht zusammengehören.</translation>
    </message>
    <message>
        <source>Sealing the key…</source>
        <translation>Der Schlüssel wird versiegelt&#xa0;…</translation>
    </message>
    <message>
        <source>Asking the keyring…</source>
        <translation>Der Schlüsselbund wird gefragt&#xa0;…</translation>
    </message>
    <message>
        <source>That is not the present passphrase. Nothing was changed.</source>
        <translation>Das ist nicht die jetzige Passphrase. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The passphrase is removed; the keyring keeps the key.</source>
        <translation>Die Passphrase ist entfernt; der Schlüsselbund bewahrt den Schlüssel.</translation>
    </message>
    <message>
        <source>The passphrase is changed.</source>
        <translation>Die Passphrase ist geändert.</translation>
    </message>
    <message>
        <source>The passphrase is set.</source>
        <translation>Die Passphrase ist gesetzt.</translation>
    </message>
    <message>
        <source>Not there now: %1. Copies there open with the old passphrase.</source>
        <translation>Jetzt nicht da: %1. Kopien dort öffnet die alte Passphrase.</translation>
    </message>
    <message>
        <source>If somebody else knows the old passphrase, replace the key, too.</source>
        <translation>Kennt jemand anderes die alte Passphrase, sollte auch der Schlüssel ersetzt werden.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>worktracker: passphrase</source>
        <translation>worktracker: Passphrase</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Passphrase once more</source>
        <translation>Passphrase noch einmal</translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation>Passphrase wählen</translation>
    </message>
    <message>
        <source>Open your record</source>
        <translation>Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>This system has no keyring for the key to your record, so a passphrase keeps it. Without it or the recovery phrase, which you can write down later, nobody can open the record.</source>
        <translation>Dieses System hat keinen Schlüsselbund für den Schlüssel der Aufzeichnung; deshalb schützt ihn eine Passphrase. Ohne sie oder den Wiederherstellungssatz, der sich später aufschreiben lässt, kann niemand die Aufzeichnung öffnen.</translation>
    </message>
    <message>
        <source>It opens with your passphrase.</source>
        <translation>Sie öffnet sich mit der Passphrase.</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>Noch &amp;einmal</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Make the &amp;record</source>
        <translation>Aufzeichnung an&amp;legen</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Öffnen</translation>
    </message>
    <message>
        <source>The two differ.</source>
        <translation>Die beiden sind verschieden.</translation>
    </message>
    <message numerus="yes">
        <source>It needs at least %n characters.</source>
        <translation>
            <numerusform>Sie braucht mindestens %n Zeichen.</numerusform>
            <numerusform>Sie braucht mindestens %n Zeichen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhraseDialog</name>
    <message>
        <source>worktracker: recovery phrase</source>
        <translation>worktracker: Wiederherstellungssatz</translation>
    </message>
    <message>
        <source>Recovery phrase</source>
        <translation>Wiederherstellungssatz</translation>
    </message>
    <message>
        <source>24 words that open your whole record, on any computer, for whoever has them. Show them only where nobody looks over your shoulder and no screen is shared.</source>
        <translation>24 Wörter, die die ganze Aufzeichnung öffnen, auf jedem Computer, für alle, die sie haben. Nur anzeigen, wo niemand über die Schulter schaut und kein Bildschirm geteilt wird.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
</context>
<context>
    <name>PlaceCard</name>
    <message>
        <source>Where it is</source>
        <translation>Wo alles liegt</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopien</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>It opens with your login; nothing is asked.</source>
        <translation>Er öffnet sich mit der Anmeldung; nichts wird gefragt.</translation>
    </message>
    <message>
        <source>Set a p&amp;assphrase…</source>
        <translation>P&amp;assphrase setzen&#xa0;…</translation>
    </message>
    <message>
        <source>Change the p&amp;assphrase…</source>
        <translation>P&amp;assphrase ändern&#xa0;…</translation>
    </message>
    <message>
        <source>Recover&amp;y phrase…</source>
        <translation>&amp;Wiederherstellungssatz&#xa0;…</translation>
    </message>
    <message>
        <source>Chan&amp;ge…</source>
        <translation>Än&amp;dern&#xa0;…</translation>
    </message>
    <message>
        <source>Change the hours in the settings</source>
        <translation>Stunden in den Einstellungen ändern</translation>
    </message>
    <message>
        <source>In the desktop&apos;s keyring</source>
        <translation>Im Schlüsselbund des Desktops</translation>
    </message>
    <message>
        <source>Sealed with your passphrase</source>
        <translation>Mit der Passphrase versiegelt</translation>
    </message>
    <message>
        <source>In the desktop&apos;s keyring, and sealed with your passphrase</source>
        <translation>Im Schlüsselbund des Desktops und mit der Passphrase versiegelt</translation>
    </message>
    <message>
        <source>Without it or the recovery phrase nobody can open the record.</source>
        <translation>Ohne sie oder den Wiederherstellungssatz kann niemand die Aufzeichnung öffnen.</translation>
    </message>
    <message>
        <source>All hours of the week</source>
        <translation>Alle Stunden der Woche</translation>
    </message>
    <message>
        <source>Whenever it is started.</source>
        <translation>Wann immer sie gestartet ist.</translation>
    </message>
    <message>
        <source>Outside them nothing is recorded.</source>
        <translation>Außerhalb davon wird nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>%1, encrypted with SQLCipher: AES-256</source>
        <translation>%1, verschlüsselt mit SQLCipher: AES-256</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>The first is made on the first day that worktracker runs for ten minutes.</source>
        <translation>Die erste entsteht am ersten Tag, an dem worktracker zehn Minuten läuft.</translation>
    </message>
    <message>
        <source>The daily copy is off in the settings; by command: worktracker backup create.</source>
        <translation>Die tägliche Kopie ist in den Einstellungen aus; per Befehl: worktracker backup create.</translation>
    </message>
    <message>
        <source>%1 copy, of %2</source>
        <translation>%1 Kopie, von %2</translation>
    </message>
    <message>
        <source>%1 copies, the newest of %2</source>
        <translation>%1 Kopien, die neueste von %2</translation>
    </message>
    <message>
        <source>%1, encrypted, each read through when it was made; in %2</source>
        <translation>%1, verschlüsselt, jede nach dem Anlegen ganz gelesen; in %2</translation>
    </message>
    <message>
        <source>Not there now: %1</source>
        <translation>Jetzt nicht da: %1</translation>
    </message>
    <message>
        <source>&amp;New key…</source>
        <translation>Neuer S&amp;chlüssel&#xa0;…</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Nothing that is recorded so far matches.</source>
        <translation>Nichts, was bisher aufgezeichnet ist, passt.</translation>
    </message>
    <message>
        <source>%1 in one activity</source>
        <translation>%1 in einer Aktivität</translation>
    </message>
    <message>
        <source>%1 in %2 activities</source>
        <translation>%1 in %2 Aktivitäten</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>%1 aus %2</translation>
    </message>
    <message>
        <source>%1 from %2 to %3</source>
        <translation>%1 aus %2 nach %3</translation>
    </message>
    <message>
        <source>%1 from others</source>
        <translation>%1 aus anderen</translation>
    </message>
    <message>
        <source>Nothing changes: it all is there already, or a finer rule decides.</source>
        <translation>Nichts ändert sich: Alles ist schon dort, oder eine genauere Regel entscheidet.</translation>
    </message>
    <message>
        <source>Nothing that is stored already matches.</source>
        <translation>Nichts, was schon gespeichert ist, passt.</translation>
    </message>
    <message>
        <source>%1 in one span</source>
        <translation>%1 in einem Abschnitt</translation>
    </message>
    <message>
        <source>%1 in %2 spans</source>
        <translation>%1 in %2 Abschnitten</translation>
    </message>
    <message>
        <source>This is stored already, and stays until it is forgotten. The rule holds for what comes.</source>
        <translation>Das ist schon gespeichert und bleibt, bis es vergessen wird. Die Regel gilt für alles, was kommt.</translation>
    </message>
    <message>
        <source>Nothing but time</source>
        <translation>Nichts als Zeit</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Privacy</source>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <source>privacy</source>
        <translation>Privatsphäre</translation>
    </message>
</context>
<context>
    <name>ProjectDetail</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Hourly rate</source>
        <translation>Stundensatz</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>%1 this month</source>
        <translation>%1 in diesem Monat</translation>
    </message>
    <message>
        <source>Nothing this month</source>
        <translation>Nichts in diesem Monat</translation>
    </message>
    <message>
        <source>and the timer runs on it</source>
        <translation>und die Zeitmessung läuft</translation>
    </message>
    <message>
        <source>Archived: no more time is put on it by hand.</source>
        <translation>Archiviert: Von Hand kommt keine Zeit mehr dazu.</translation>
    </message>
    <message>
        <source>Take it &amp;back</source>
        <translation>&amp;Zurückholen</translation>
    </message>
    <message>
        <source>Archi&amp;ve</source>
        <translation>Archi&amp;vieren</translation>
    </message>
</context>
<context>
    <name>ProjectsPart</name>
    <message>
        <source>Which project has</source>
        <translation>Welches Projekt hat</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projekte</translation>
    </message>
    <message>
        <source>&amp;Add project</source>
        <translation>Ne&amp;ues Projekt</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>no client</source>
        <translation>kein Kunde</translation>
    </message>
    <message>
        <source>%1 %2 an hour</source>
        <translation>%1 %2 pro Stunde</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>archiviert</translation>
    </message>
    <message>
        <source>No projects yet. A project has a client and a rate. Time is put on it by rules, by the timer, and by hand.</source>
        <translation>Noch keine Projekte. Ein Projekt hat einen Kunden und einen Stundensatz. Zeit kommt durch Regeln, durch die Zeitmessung und von Hand dazu.</translation>
    </message>
    <message>
        <source>Add a project</source>
        <translation>Projekt hinzufügen</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>Added: %1</source>
        <translation>Hinzugefügt: %1</translation>
    </message>
    <message>
        <source>Adding a project</source>
        <translation>Projekt hinzufügen</translation>
    </message>
    <message>
        <source>Changed: %1</source>
        <translation>Geändert: %1</translation>
    </message>
    <message>
        <source>Archived: %1</source>
        <translation>Archiviert: %1</translation>
    </message>
    <message>
        <source>No longer archived: %1</source>
        <translation>Nicht mehr archiviert: %1</translation>
    </message>
    <message>
        <source>Changing the project</source>
        <translation>Projekt ändern</translation>
    </message>
    <message>
        <source>Priced anew: %1, all that is on it already. From a day on instead: worktracker project rate</source>
        <translation>Neu berechnet: %1, die ganze bisherige Zeit. Erst ab einem Tag: worktracker project rate</translation>
    </message>
    <message>
        <source>Remove a project</source>
        <translation>Projekt entfernen</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>%1 entfernen?</translation>
    </message>
    <message>
        <source>Time was put on it by hand or by the timer. It loses that, and nothing brings it back. Archived, a project keeps its time.</source>
        <translation>Von Hand oder durch die Zeitmessung kam Zeit dazu. Sie geht unwiderruflich verloren. Archiviert behält ein Projekt seine Zeit.</translation>
    </message>
    <message>
        <source>&amp;Remove %1</source>
        <translation>%1 &amp;entfernen</translation>
    </message>
    <message>
        <source>Removed %1. Its time is on no project now, or on another one by its rules.</source>
        <translation>%1 entfernt. Die Zeit gehört jetzt zu keinem Projekt, oder durch Regeln zu einem anderen.</translation>
    </message>
    <message>
        <source>no project</source>
        <translation>kein Projekt</translation>
    </message>
    <message>
        <source>No project: no rule matches.</source>
        <translation>Kein Projekt: keine Regel passt.</translation>
    </message>
</context>
<context>
    <name>ProposedRule</name>
    <message>
        <source>Add rule…</source>
        <translation>Regel hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>e-mail addresses</source>
        <translation>E-Mail-Adressen</translation>
    </message>
    <message>
        <source>keys and tokens</source>
        <translation>Schlüssel und Tokens</translation>
    </message>
    <message>
        <source>card numbers</source>
        <translation>Kartennummern</translation>
    </message>
    <message>
        <source>account numbers</source>
        <translation>Kontonummern</translation>
    </message>
    <message>
        <source>Hide titles that show %1</source>
        <translation>Titel verbergen, die das zeigen: %1</translation>
    </message>
    <message>
        <source>Keep only the site of addresses that show %1</source>
        <translation>Nur die Website von Adressen aufbewahren, die das zeigen: %1</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt&#xa0;…</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>From now on everything of this shape is left out. From %Ln spans (%1) that are stored it is erased for good, in the file and in its copies.</source>
        <translation>
            <numerusform>Ab jetzt wird alles dieser Form ausgelassen. Aus %Ln gespeicherten Abschnitt (%1) wird es endgültig gelöscht, in der Datei und in ihren Kopien.</numerusform>
            <numerusform>Ab jetzt wird alles dieser Form ausgelassen. Aus %Ln gespeicherten Abschnitten (%1) wird es endgültig gelöscht, in der Datei und in ihren Kopien.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Add and erase from %Ln spans</source>
        <translation>
            <numerusform>&amp;Hinzufügen und aus %Ln Abschnitt löschen</numerusform>
            <numerusform>&amp;Hinzufügen und aus %Ln Abschnitten löschen</numerusform>
        </translation>
    </message>
    <message>
        <source>Erasing…</source>
        <translation>Wird gelöscht&#xa0;…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>worktracker: away</source>
        <translation>worktracker: abwesend</translation>
    </message>
    <message>
        <source>&amp;Keep %1</source>
        <translation>%1 &amp;behalten</translation>
    </message>
    <message>
        <source>&amp;Leave as away</source>
        <translation>Abwesend &amp;lassen</translation>
    </message>
    <message>
        <source>&amp;Write it down…</source>
        <translation>&amp;Aufschreiben&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Written down: %1</source>
        <translation>Aufgeschrieben: %1</translation>
    </message>
    <message>
        <source>You were away %1–%2</source>
        <translation>Abwesend %1–%2</translation>
    </message>
    <message>
        <source>%1, after %2</source>
        <translation>%1, nach %2</translation>
    </message>
    <message>
        <source>A meeting, a call, lunch …</source>
        <translation>Termin, Anruf, Essen&#xa0;…</translation>
    </message>
    <message>
        <source>What it was</source>
        <translation>Was es war</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>No project</source>
        <translation>Kein Projekt</translation>
    </message>
    <message>
        <source>&amp;Don&apos;t ask after %1</source>
        <translation>&amp;Nach %1 nicht fragen</translation>
    </message>
</context>
<context>
    <name>QuietBar</name>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
</context>
<context>
    <name>RecordedPage</name>
    <message>
        <source>Before anything is recorded</source>
        <translation>Bevor etwas aufgezeichnet wird</translation>
    </message>
    <message>
        <source>Changed since you agreed on %1</source>
        <translation>Geändert seit der Zustimmung am %1</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>Show the recovery &amp;phrase</source>
        <translation>Wiederherstellungssatz anzei&amp;gen</translation>
    </message>
    <message>
        <source>It is written &amp;down</source>
        <translation>Er ist au&amp;fgeschrieben</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>H&amp;ide it</source>
        <translation>Ver&amp;bergen</translation>
    </message>
    <message>
        <source>On paper, in this order; not in a photo or a file.</source>
        <translation>Auf Papier, in dieser Reihenfolge; nicht als Foto oder Datei.</translation>
    </message>
    <message>
        <source>Word %1</source>
        <translation>Wort %1</translation>
    </message>
    <message>
        <source>To be sure that you have it:</source>
        <translation>Zur Sicherheit noch einmal:</translation>
    </message>
    <message>
        <source>Word %1 is another one.</source>
        <translation>Wort %1 ist ein anderes.</translation>
    </message>
    <message>
        <source>Right. Keep it where only you find it.</source>
        <translation>Richtig. Nun dort aufbewahren, wo niemand sonst sucht.</translation>
    </message>
</context>
<context>
    <name>Remind</name>
    <message>
        <source>Recording is still paused</source>
        <translation>Die Aufzeichnung ist noch pausiert</translation>
    </message>
    <message>
        <source>Recording is still stopped</source>
        <translation>Die Aufzeichnung ist noch gestoppt</translation>
    </message>
    <message>
        <source>Nothing was recorded since %1.</source>
        <translation>Seit %1 wurde nichts aufgezeichnet.</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Others</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Exported: %1 row</source>
        <translation>Exportiert: %1 Zeile</translation>
    </message>
    <message>
        <source>Exported: %1 rows</source>
        <translation>Exportiert: %1 Zeilen</translation>
    </message>
    <message>
        <source>Export the report by %1, not encrypted</source>
        <translation>Bericht nach %1 exportieren, unverschlüsselt</translation>
    </message>
    <message>
        <source>Exported: the spans of these days</source>
        <translation>Exportiert: die Abschnitte dieser Tage</translation>
    </message>
    <message>
        <source>Export the spans of these days, not encrypted</source>
        <translation>Abschnitte dieser Tage exportieren, unverschlüsselt</translation>
    </message>
    <message>
        <source>Exported: a timesheet of %1 lines</source>
        <translation>Exportiert: ein Stundenzettel mit %1 Zeilen</translation>
    </message>
    <message>
        <source>Export the timesheet of these days, not encrypted</source>
        <translation>Stundenzettel dieser Tage exportieren, unverschlüsselt</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Kalender</translation>
    </message>
    <message>
        <source>These rows</source>
        <translation>Diese Zeilen</translation>
    </message>
    <message>
        <source>Web &amp;page (HTML), to read and print</source>
        <translation>Web&amp;seite (HTML), zum Lesen und Drucken</translation>
    </message>
    <message>
        <source>&amp;Spreadsheet (XLSX)</source>
        <translation>&amp;Tabelle (XLSX)</translation>
    </message>
    <message>
        <source>Timesheet of these days</source>
        <translation>Stundenzettel dieser Tage</translation>
    </message>
    <message>
        <source>Web page (HTML)</source>
        <translation>Webseite (HTML)</translation>
    </message>
    <message>
        <source>Spreadsheet (XLSX)</source>
        <translation>Tabelle (XLSX)</translation>
    </message>
    <message>
        <source>All spans of these days</source>
        <translation>Alle Abschnitte dieser Tage</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>Wochentag</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>site</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>client</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>weekday</source>
        <translation>Wochentag</translation>
    </message>
    <message>
        <source>day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>No application</source>
        <translation>Keine Anwendung</translation>
    </message>
    <message>
        <source>No title</source>
        <translation>Kein Titel</translation>
    </message>
    <message>
        <source>No site</source>
        <translation>Keine Website</translation>
    </message>
    <message>
        <source>No address</source>
        <translation>Keine Adresse</translation>
    </message>
    <message>
        <source>No document</source>
        <translation>Kein Dokument</translation>
    </message>
    <message>
        <source>No category</source>
        <translation>Keine Kategorie</translation>
    </message>
    <message>
        <source>No project</source>
        <translation>Kein Projekt</translation>
    </message>
    <message>
        <source>No client</source>
        <translation>Kein Kunde</translation>
    </message>
    <message>
        <source>No tag</source>
        <translation>Kein Schlagwort</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Untätig</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privat</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Diese Woche</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>Letzte Woche</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Dieser Monat</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>Letzter Monat</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Dieses Jahr</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>Letzte 12 Monate</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>Gesamte Zeit</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>Nichts hier</translation>
    </message>
    <message>
        <source>Remove a filter, or choose other days.</source>
        <translation>Einen Filter entfernen oder andere Tage wählen.</translation>
    </message>
    <message>
        <source>Nothing is recorded yet</source>
        <translation>Noch nichts aufgezeichnet</translation>
    </message>
    <message>
        <source>Categories, applications and projects with their time will be shown here, by day, week, month and year: as bars, as a trend, as shares, and by the hours of the week.</source>
        <translation>Hier erscheinen Kategorien, Anwendungen und Projekte mit ihrer Zeit, nach Tag, Woche, Monat und Jahr: als Balken, als Verlauf, als Anteile und nach den Stunden der Woche.</translation>
    </message>
    <message>
        <source>Nothing was recorded in these days</source>
        <translation>An diesen Tagen wurde nichts aufgezeichnet</translation>
    </message>
    <message>
        <source>Choose others, or all time.</source>
        <translation>Andere wählen oder die gesamte Zeit.</translation>
    </message>
    <message>
        <source>Directly in %1</source>
        <translation>Direkt in %1</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>Ab %1</translation>
    </message>
    <message>
        <source>Up to %1</source>
        <translation>Bis %1</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>reports by %1</source>
        <translation>Berichte nach %1</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>worktracker: %1</source>
        <translation>worktracker: %1</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
</context>
<context>
    <name>Ring</name>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
</context>
<context>
    <name>RuleForm</name>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>RE2: found anywhere in the text, ^ and $ are its ends; capitals make no difference.</source>
        <translation>RE2: irgendwo im Text gefunden, ^ und $ sind seine Enden; Groß- und Kleinschreibung ist egal.</translation>
    </message>
    <message>
        <source>* is anything, capitals make no difference, a site covers its subdomains.</source>
        <translation>* steht für alles, Groß- und Kleinschreibung ist egal, eine Website umfasst ihre Subdomains.</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>Spei&amp;chern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message>
        <source>Application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Write what it is to match; * is anything.</source>
        <translation>Hier steht, was passen soll; * steht für alles.</translation>
    </message>
    <message>
        <source>At most %1 characters.</source>
        <translation>Höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>A site, like example.org, and not an address.</source>
        <translation>Eine Website wie example.org, keine Adresse.</translation>
    </message>
    <message>
        <source>This can&apos;t be understood: look at the brackets.</source>
        <translation>Das ist nicht verständlich: bitte die Klammern prüfen.</translation>
    </message>
    <message>
        <source>Not a valid RE2 expression. Look-around and back-references are not supported.</source>
        <translation>Kein gültiger RE2-Ausdruck. Lookaround und Rückverweise werden nicht unterstützt.</translation>
    </message>
    <message>
        <source>Productive</source>
        <translation>Produktiv</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>Neutral</translation>
    </message>
    <message>
        <source>Distracting</source>
        <translation>Ablenkend</translation>
    </message>
    <message>
        <source>Never recorded</source>
        <translation>Nie aufgezeichnet</translation>
    </message>
    <message>
        <source>Time only</source>
        <translation>Nur Zeit</translation>
    </message>
    <message>
        <source>Title hidden</source>
        <translation>Titel verborgen</translation>
    </message>
    <message>
        <source>Site only</source>
        <translation>Nur Website</translation>
    </message>
    <message>
        <source>Nothing is recorded, not even that time passed.</source>
        <translation>Nichts wird aufgezeichnet, nicht einmal, dass Zeit verging.</translation>
    </message>
    <message>
        <source>Only that time passed: no name, no title, no page.</source>
        <translation>Nur, dass Zeit verging: kein Name, kein Titel, keine Seite.</translation>
    </message>
    <message>
        <source>The application, without title, page or document.</source>
        <translation>Die Anwendung, ohne Titel, Seite oder Dokument.</translation>
    </message>
    <message>
        <source>Of the page&apos;s address only the site.</source>
        <translation>Von der Adresse der Seite nur die Website.</translation>
    </message>
    <message>
        <source>it has more conditions</source>
        <translation>sie hat mehr Bedingungen</translation>
    </message>
    <message>
        <source>it asks for something finer</source>
        <translation>sie fragt nach Feinerem</translation>
    </message>
    <message>
        <source>it is your own</source>
        <translation>sie ist eine eigene</translation>
    </message>
    <message>
        <source>it is more exact</source>
        <translation>sie ist genauer</translation>
    </message>
    <message>
        <source>it names more letters</source>
        <translation>sie nennt mehr Buchstaben</translation>
    </message>
    <message>
        <source>its category lies deeper</source>
        <translation>ihre Kategorie liegt tiefer</translation>
    </message>
    <message>
        <source>it was made later</source>
        <translation>sie ist neuer</translation>
    </message>
    <message>
        <source>(came with the program)</source>
        <translation>(kam mit dem Programm)</translation>
    </message>
    <message>
        <source>another rule</source>
        <translation>einer anderen Regel</translation>
    </message>
    <message>
        <source>%1 other rules</source>
        <translation>%1 anderen Regeln</translation>
    </message>
    <message>
        <source>It goes before %1: %2.</source>
        <translation>Sie geht %1 vor: %2.</translation>
    </message>
    <message>
        <source>Nothing would be recorded. Decided by: %1</source>
        <translation>Nichts würde aufgezeichnet. Entschieden durch: %1</translation>
    </message>
    <message>
        <source>Only the time would be recorded. Decided by: %1</source>
        <translation>Nur die Zeit würde aufgezeichnet. Entschieden durch: %1</translation>
    </message>
    <message>
        <source>Only the time would be recorded: it is a private window.</source>
        <translation>Nur die Zeit würde aufgezeichnet: Es ist ein privates Fenster.</translation>
    </message>
    <message>
        <source>Only the time would be recorded: a rule that can&apos;t be read matches.</source>
        <translation>Nur die Zeit würde aufgezeichnet: Eine unlesbare Regel passt.</translation>
    </message>
    <message>
        <source>Only the time would be recorded: it may be a private window.</source>
        <translation>Nur die Zeit würde aufgezeichnet: Es könnte ein privates Fenster sein.</translation>
    </message>
    <message>
        <source>Recorded would be: %1</source>
        <translation>Aufgezeichnet würde: %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>%1 by: %2</source>
        <translation>%1 durch: %2</translation>
    </message>
    <message>
        <source>came with the program, for %1</source>
        <translation>kam mit dem Programm, für %1</translation>
    </message>
    <message>
        <source>can&apos;t be read: what it might match is private</source>
        <translation>nicht lesbar: Was passen könnte, ist privat</translation>
    </message>
    <message>
        <source>Labelling the history anew. Recording goes on.</source>
        <translation>Die Vergangenheit wird neu zugeordnet. Die Aufzeichnung läuft weiter.</translation>
    </message>
    <message>
        <source>Forget %1 in one span</source>
        <translation>%1 in einem Abschnitt vergessen</translation>
    </message>
    <message>
        <source>Forget %1 in %2 spans</source>
        <translation>%1 in %2 Abschnitten vergessen</translation>
    </message>
    <message>
        <source>Keep only the time of %1</source>
        <translation>Nur die Zeit von %1 behalten</translation>
    </message>
    <message>
        <source>Erase the title of one span</source>
        <translation>Titel eines Abschnitts löschen</translation>
    </message>
    <message>
        <source>Erase the titles of %2 spans</source>
        <translation>Titel von %2 Abschnitten löschen</translation>
    </message>
    <message>
        <source>Erase the address of one span</source>
        <translation>Adresse eines Abschnitts löschen</translation>
    </message>
    <message>
        <source>Erase the addresses of %2 spans</source>
        <translation>Adressen von %2 Abschnitten löschen</translation>
    </message>
    <message>
        <source>It matches only this exact title; *word* matches any with a word.</source>
        <translation>Nur genau dieser Titel passt; bei *wort* jeder mit einem Wort.</translation>
    </message>
    <message>
        <source>It matches only this exact address; example.org/* matches all below.</source>
        <translation>Nur genau diese Adresse passt; bei example.org/* alle darunter.</translation>
    </message>
    <message>
        <source>%1 is the ending of many sites: all of them are covered.</source>
        <translation>%1 ist die Endung vieler Websites: Alle sind erfasst.</translation>
    </message>
    <message>
        <source>No browser tells its page at this level of addresses: where the rule might match, no title of a browser&apos;s window is kept.</source>
        <translation>Auf dieser Stufe der Adressen meldet kein Browser seine Seite: Wo die Regel passen könnte, wird kein Titel eines Browserfensters aufbewahrt.</translation>
    </message>
    <message>
        <source>A browser tells only the site at this level of addresses: where the rule might match, no title of its window is kept.</source>
        <translation>Auf dieser Stufe der Adressen meldet ein Browser nur die Website: Wo die Regel passen könnte, wird kein Titel seines Fensters aufbewahrt.</translation>
    </message>
    <message>
        <source>Only a browser&apos;s extension can tell which page is open, and none does now: until then no title of a browser&apos;s window is kept that might be of such a page.</source>
        <translation>Nur die Erweiterung eines Browsers kann melden, welche Seite offen ist, und zurzeit tut es keine: Bis dahin wird kein Titel eines Browserfensters aufbewahrt, der zu einer solchen Seite gehören könnte.</translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>What rules are for</source>
        <translation>Wofür Regeln sind</translation>
    </message>
    <message>
        <source>&amp;Categories</source>
        <translation>&amp;Kategorien</translation>
    </message>
    <message>
        <source>Pro&amp;jects</source>
        <translation>Pro&amp;jekte</translation>
    </message>
    <message>
        <source>&amp;Exclusions</source>
        <translation>&amp;Ausschlüsse</translation>
    </message>
    <message>
        <source>categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>projects</source>
        <translation>Projekte</translation>
    </message>
    <message>
        <source>exclusions</source>
        <translation>Ausschlüsse</translation>
    </message>
    <message>
        <source>rules, %1</source>
        <translation>Regeln, %1</translation>
    </message>
    <message>
        <source>worktracker: %1</source>
        <translation>worktracker: %1</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Wird gesucht&#xa0;…</translation>
    </message>
    <message>
        <source>The newest %1 of them. A longer text finds fewer.</source>
        <translation>Die neuesten %1 davon. Ein längerer Text findet weniger.</translation>
    </message>
    <message>
        <source>%1 found in all days</source>
        <translation>%1 an allen Tagen gefunden</translation>
    </message>
    <message>
        <source>Nothing holds this text.</source>
        <translation>Nichts enthält diesen Text.</translation>
    </message>
    <message>
        <source>%1 found since %2, searching on…</source>
        <translation>%1 seit %2 gefunden, Suche läuft&#xa0;…</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search all days</source>
        <translation>Tage durchsuchen</translation>
    </message>
    <message>
        <source>Titles, documents, addresses and notes of all days (Ctrl+F)</source>
        <translation>Titel, Dokumente, Adressen und Notizen aller Tage (Strg+F)</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Back to the default: %1</source>
        <translation>Zurück zum Standard: %1</translation>
    </message>
    <message>
        <source>Back to: %1</source>
        <translation>Zurück zu: %1</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 Tage</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 Jahr</translation>
    </message>
    <message>
        <source>3 years</source>
        <translation>3 Jahre</translation>
    </message>
    <message>
        <source>Forever</source>
        <translation>Unbegrenzt</translation>
    </message>
    <message>
        <source>retention delete age erase</source>
        <translation>Aufbewahrung löschen Alter entfernen</translation>
    </message>
    <message>
        <source>How long it is kept</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>Full addresses</source>
        <translation>Vollständige Adressen</translation>
    </message>
    <message>
        <source>After that an address is cut to its site.</source>
        <translation>Danach bleibt von einer Adresse nur die Website.</translation>
    </message>
    <message>
        <source>Titles and documents</source>
        <translation>Titel und Dokumente</translation>
    </message>
    <message>
        <source>After that only the application is known.</source>
        <translation>Danach ist nur noch die Anwendung bekannt.</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Websites</translation>
    </message>
    <message>
        <source>Their addresses go with them.</source>
        <translation>Ihre Adressen gehen mit.</translation>
    </message>
    <message>
        <source>Application names</source>
        <translation>Anwendungsnamen</translation>
    </message>
    <message>
        <source>Titles go with them; the time itself stays.</source>
        <translation>Titel gehen mit; die Zeit selbst bleibt.</translation>
    </message>
    <message>
        <source>The time itself</source>
        <translation>Die Zeit selbst</translation>
    </message>
    <message>
        <source>After that nothing is left.</source>
        <translation>Danach bleibt nichts.</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopien</translation>
    </message>
    <message>
        <source>A copy a day</source>
        <translation>Tägliche Kopie</translation>
    </message>
    <message>
        <source>Copy the record once a day, encrypted, beside it.</source>
        <translation>Die Aufzeichnung einmal am Tag kopieren, verschlüsselt, daneben.</translation>
    </message>
    <message>
        <source>backup save</source>
        <translation>Sicherungskopie Backup sichern</translation>
    </message>
    <message>
        <source>Copies to keep</source>
        <translation>Kopien behalten</translation>
    </message>
    <message>
        <source>Older ones are removed.</source>
        <translation>Ältere werden entfernt.</translation>
    </message>
    <message>
        <source>backup number</source>
        <translation>Sicherungskopie Backup Anzahl</translation>
    </message>
    <message>
        <source>Hours and goals</source>
        <translation>Stunden und Ziele</translation>
    </message>
    <message>
        <source>Hours of recording</source>
        <translation>Stunden der Aufzeichnung</translation>
    </message>
    <message>
        <source>Outside these hours of the week nothing is recorded.</source>
        <translation>Außerhalb dieser Stunden der Woche wird nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>In these hours</source>
        <translation>In diesen Stunden</translation>
    </message>
    <message>
        <source>nothing recorded</source>
        <translation>nichts aufgezeichnet</translation>
    </message>
    <message>
        <source>schedule working time weekdays office</source>
        <translation>Zeitplan Arbeitszeit Wochentage Büro</translation>
    </message>
    <message>
        <source>Daily goal</source>
        <translation>Tagesziel</translation>
    </message>
    <message>
        <source>How long you mean to work on a day.</source>
        <translation>Wie lange an einem Tag gearbeitet werden soll.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>On these days</source>
        <translation>An diesen Tagen</translation>
    </message>
    <message>
        <source>no goal</source>
        <translation>kein Ziel</translation>
    </message>
    <message>
        <source>target quota working time</source>
        <translation>Soll Vorgabe Arbeitszeit</translation>
    </message>
    <message>
        <source>A day begins at</source>
        <translation>Ein Tag beginnt um</translation>
    </message>
    <message>
        <source>What is done before counts for the day before.</source>
        <translation>Früheres zählt zum Tag davor.</translation>
    </message>
    <message>
        <source>midnight night</source>
        <translation>Mitternacht Nacht</translation>
    </message>
    <message>
        <source>A week begins on</source>
        <translation>Eine Woche beginnt am</translation>
    </message>
    <message>
        <source>For reports by week.</source>
        <translation>Für Berichte nach Woche.</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>Montag</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>Sonntag</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>The language of worktracker&apos;s windows.</source>
        <translation>Die Sprache der Fenster von worktracker.</translation>
    </message>
    <message>
        <source>The desktop&apos;s</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Hide titles</source>
        <translation>Titel verbergen</translation>
    </message>
    <message>
        <source>Titles, documents and addresses are dots, for a shared screen.</source>
        <translation>Titel, Dokumente und Adressen werden Punkte, für einen geteilten Bildschirm.</translation>
    </message>
    <message>
        <source>screen sharing discreet presentation</source>
        <translation>Bildschirm teilen diskret Präsentation</translation>
    </message>
    <message>
        <source>Cover the window after</source>
        <translation>Fenster verbergen nach</translation>
    </message>
    <message>
        <source>Hide what it shows after this time without use; recording goes on.</source>
        <translation>Den Inhalt nach dieser Zeit ohne Benutzung verbergen; die Aufzeichnung läuft weiter.</translation>
    </message>
    <message>
        <source>5 minutes</source>
        <translation>5 Minuten</translation>
    </message>
    <message>
        <source>15 minutes</source>
        <translation>15 Minuten</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>lock passphrase privacy</source>
        <translation>sperren Passphrase Privatsphäre</translation>
    </message>
    <message>
        <source>shortcut keyboard combination x11</source>
        <translation>Tastenkombination Tastatur Kürzel x11</translation>
    </message>
    <message>
        <source>Hotkeys</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Pause or resume</source>
        <translation>Pausieren oder fortsetzen</translation>
    </message>
    <message>
        <source>From anywhere, on X11 displays.</source>
        <translation>Von überall, auf X11-Anzeigen.</translation>
    </message>
    <message>
        <source>Forget the last 15 minutes</source>
        <translation>Letzte 15 Minuten vergessen</translation>
    </message>
    <message>
        <source>At once and without a question, from anywhere, on X11 displays.</source>
        <translation>Sofort und ohne Rückfrage, von überall, auf X11-Anzeigen.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Start with the session</source>
        <translation>Mit der Sitzung starten</translation>
    </message>
    <message>
        <source>worktracker starts when you log in.</source>
        <translation>worktracker startet bei der Anmeldung.</translation>
    </message>
    <message>
        <source>autostart login boot launch</source>
        <translation>Autostart Anmeldung Hochfahren Start</translation>
    </message>
    <message>
        <source>Record at once</source>
        <translation>Sofort aufzeichnen</translation>
    </message>
    <message>
        <source>Begin to record whenever worktracker starts.</source>
        <translation>Bei jedem Start von worktracker mit dem Aufzeichnen beginnen.</translation>
    </message>
    <message>
        <source>resume launch automatic</source>
        <translation>fortsetzen Start automatisch</translation>
    </message>
    <message>
        <source>Remind of a pause</source>
        <translation>An eine Pause erinnern</translation>
    </message>
    <message>
        <source>Once in the morning, where it is still paused or stopped.</source>
        <translation>Einmal am Morgen, wenn noch pausiert oder gestoppt ist.</translation>
    </message>
    <message>
        <source>reminder notice stopped</source>
        <translation>Erinnerung Hinweis gestoppt</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Applications</source>
        <translation>Anwendungen</translation>
    </message>
    <message>
        <source>Keep the name of the application in front.</source>
        <translation>Den Namen der vorderen Anwendung aufbewahren.</translation>
    </message>
    <message>
        <source>programs level privacy</source>
        <translation>Programme Stufe Privatsphäre</translation>
    </message>
    <message>
        <source>Window titles</source>
        <translation>Fenstertitel</translation>
    </message>
    <message>
        <source>Keep what the title bar of the window in front says.</source>
        <translation>Aufbewahren, was in der Titelleiste des vorderen Fensters steht.</translation>
    </message>
    <message>
        <source>name caption level privacy</source>
        <translation>Name Beschriftung Stufe Privatsphäre</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>Keep the file, project or folder that a title names.</source>
        <translation>Die Datei, das Projekt oder den Ordner aufbewahren, den ein Titel nennt.</translation>
    </message>
    <message>
        <source>With titles</source>
        <translation>Mit Titeln</translation>
    </message>
    <message>
        <source>Also without</source>
        <translation>Auch ohne</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>files projects folders level privacy</source>
        <translation>Dateien Projekte Ordner Stufe Privatsphäre</translation>
    </message>
    <message>
        <source>Web pages</source>
        <translation>Webseiten</translation>
    </message>
    <message>
        <source>How much of a page&apos;s address to keep.</source>
        <translation>Wie viel von der Adresse einer Seite aufbewahrt wird.</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>The site</source>
        <translation>Die Website</translation>
    </message>
    <message>
        <source>The whole address</source>
        <translation>Die ganze Adresse</translation>
    </message>
    <message>
        <source>url domain website browser internet level privacy</source>
        <translation>URL Domain Website Browser Internet Stufe Privatsphäre</translation>
    </message>
    <message>
        <source>Titles of browsers</source>
        <translation>Titel von Browsern</translation>
    </message>
    <message>
        <source>For browsers whose private windows look like any other: keep titles only while the extension vouches for the window, or always.</source>
        <translation>Für Browser, deren private Fenster aussehen wie jedes andere: Titel nur aufbewahren, solange die Erweiterung für das Fenster bürgt, oder immer.</translation>
    </message>
    <message>
        <source>If vouched for</source>
        <translation>Wenn verbürgt</translation>
    </message>
    <message>
        <source>private incognito chrome chromium edge brave window</source>
        <translation>privat Inkognito chrome chromium edge brave Fenster</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Untätigkeit</translation>
    </message>
    <message>
        <source>Idle after</source>
        <translation>Untätig nach</translation>
    </message>
    <message>
        <source>Count as idle after this time without mouse or keyboard.</source>
        <translation>Nach dieser Zeit ohne Maus oder Tastatur als untätig zählen.</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 Minute</translation>
    </message>
    <message>
        <source>3 minutes</source>
        <translation>3 Minuten</translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation>10 Minuten</translation>
    </message>
    <message>
        <source>away absent break inactive timeout</source>
        <translation>abwesend weg Pause inaktiv Wartezeit</translation>
    </message>
    <message>
        <source>Calls and films count for</source>
        <translation>Anrufe und Filme zählen</translation>
    </message>
    <message>
        <source>How long a call or a film counts as active without input.</source>
        <translation>Wie lange ein Anruf oder Film ohne Eingabe als aktiv zählt.</translation>
    </message>
    <message>
        <source>2 hours</source>
        <translation>2 Stunden</translation>
    </message>
    <message>
        <source>4 hours</source>
        <translation>4 Stunden</translation>
    </message>
    <message>
        <source>video meeting player talk presentation keep active</source>
        <translation>Video Besprechung Player Vortrag Präsentation aktiv bleiben</translation>
    </message>
    <message>
        <source>Ask what it was after</source>
        <translation>Fragen, was es war, nach</translation>
    </message>
    <message>
        <source>Ask what the time away was when you come back after so long.</source>
        <translation>Bei der Rückkehr nach so langer Zeit fragen, was die Abwesenheit war.</translation>
    </message>
    <message>
        <source>30 minutes</source>
        <translation>30 Minuten</translation>
    </message>
    <message>
        <source>idle return question away break</source>
        <translation>untätig Rückkehr Frage abwesend Pause</translation>
    </message>
    <message>
        <source>But not after</source>
        <translation>Aber nicht nach</translation>
    </message>
    <message>
        <source>Applications after which that is not asked, like zoom; mpv.</source>
        <translation>Anwendungen, nach denen nicht gefragt wird, etwa zoom; mpv.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>idle return question</source>
        <translation>untätig Rückkehr Frage</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Browsers</source>
        <translation>Browser</translation>
    </message>
    <message>
        <source>No setting is about “%1”.</source>
        <translation>Keine Einstellung betrifft „%1“.</translation>
    </message>
</context>
<context>
    <name>SharesCard</name>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Where it went, by</source>
        <translation>Verteilung nach</translation>
    </message>
    <message>
        <source>Where it went</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
</context>
<context>
    <name>Sharing</name>
    <message>
        <source>Holds, and ends within a week</source>
        <translation>Gilt, und endet innerhalb einer Woche</translation>
    </message>
    <message>
        <source>Holds; the recipient does not have its receipt yet</source>
        <translation>Gilt; der Empfänger hat den Beleg noch nicht</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Gilt</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Replaced by a newer one</source>
        <translation>Durch eine neuere ersetzt</translation>
    </message>
    <message>
        <source>what came under it is deleted</source>
        <translation>was darunter kam, ist gelöscht</translation>
    </message>
    <message>
        <source>the recipient has yet to say that it deleted what came under it</source>
        <translation>der Empfänger hat noch nicht gesagt, dass er gelöscht hat, was darunter kam</translation>
    </message>
    <message>
        <source>Has ended: no totals are sent</source>
        <translation>Ist zu Ende: Keine Summen werden gesendet</translation>
    </message>
    <message>
        <source>Has ended, because a copy of the record was restored</source>
        <translation>Ist zu Ende, weil eine Kopie der Aufzeichnung eingespielt wurde</translation>
    </message>
    <message>
        <source>Was made for another version of what is sent: nothing is sent</source>
        <translation>Wurde für eine andere Fassung dessen gegeben, was gesendet wird: nichts wird gesendet</translation>
    </message>
    <message>
        <source>Its receipt is not that of this recipient: nothing is sent</source>
        <translation>Der Beleg ist nicht der dieses Empfängers: nichts wird gesendet</translation>
    </message>
</context>
<context>
    <name>SharingPage</name>
    <message>
        <source>Sharing</source>
        <translation>Teilen</translation>
    </message>
    <message>
        <source>Nothing is shared</source>
        <translation>Nichts wird geteilt</translation>
    </message>
    <message>
        <source>sharing</source>
        <translation>Teilen</translation>
    </message>
    <message>
        <source>Without your permission nothing leaves this computer.</source>
        <translation>Ohne Erlaubnis verlässt nichts diesen Computer.</translation>
    </message>
    <message numerus="yes">
        <source>Shared with %Ln recipients</source>
        <translation>
            <numerusform>Mit %Ln Empfänger geteilt</numerusform>
            <numerusform>Mit %Ln Empfängern geteilt</numerusform>
        </translation>
    </message>
    <message>
        <source>Totals of days that have ended, as you allowed it below, and nothing else.</source>
        <translation>Summen von Tagen, die zu Ende sind, wie unten erlaubt, und sonst nichts.</translation>
    </message>
    <message>
        <source>Before anything could leave this computer</source>
        <translation>Bevor etwas diesen Computer verlassen könnte</translation>
    </message>
    <message>
        <source>Your permission</source>
        <translation>Eine Erlaubnis</translation>
    </message>
    <message>
        <source>For one recipient, with the fields that it may have, whether names are in them, and a day on which it ends.</source>
        <translation>Für einen Empfänger, mit den Feldern, die er haben darf, ob Namen darin sind, und einem Tag, an dem sie endet.</translation>
    </message>
    <message>
        <source>The exact bytes</source>
        <translation>Die genauen Bytes</translation>
    </message>
    <message>
        <source>Shown to you first, as they would be sent; nothing else goes with them.</source>
        <translation>Vorher angezeigt, wie sie gesendet würden; sonst geht nichts mit.</translation>
    </message>
    <message>
        <source>A receipt</source>
        <translation>Ein Beleg</translation>
    </message>
    <message>
        <source>Of everything that was sent: to whom, when and what, kept here for you.</source>
        <translation>Über alles, was gesendet wurde: an wen, wann und was, hier aufbewahrt.</translation>
    </message>
    <message>
        <source>A way back</source>
        <translation>Ein Weg zurück</translation>
    </message>
    <message>
        <source>You can take a permission back at any time; from then on nothing is sent.</source>
        <translation>Eine Erlaubnis lässt sich jederzeit zurücknehmen; ab dann wird nichts mehr gesendet.</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>Spoken</name>
    <message>
        <source>Empty the field</source>
        <translation>Feld leeren</translation>
    </message>
</context>
<context>
    <name>StartingCategories</name>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>Development</source>
        <translation>Entwicklung</translation>
    </message>
    <message>
        <source>Writing and documents</source>
        <translation>Schreiben und Dokumente</translation>
    </message>
    <message>
        <source>Spreadsheets and finance</source>
        <translation>Tabellen und Finanzen</translation>
    </message>
    <message>
        <source>Design and media production</source>
        <translation>Gestaltung und Medienproduktion</translation>
    </message>
    <message>
        <source>Communication</source>
        <translation>Kommunikation</translation>
    </message>
    <message>
        <source>Mail and calendar</source>
        <translation>E-Mail und Kalender</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Meetings and calls</source>
        <translation>Besprechungen und Anrufe</translation>
    </message>
    <message>
        <source>Learning and reference</source>
        <translation>Lernen und Nachschlagen</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>Medien</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Music and podcasts</source>
        <translation>Musik und Podcasts</translation>
    </message>
    <message>
        <source>Social networks and news</source>
        <translation>Soziale Netze und Nachrichten</translation>
    </message>
    <message>
        <source>Games</source>
        <translation>Spiele</translation>
    </message>
    <message>
        <source>Shopping and travel</source>
        <translation>Einkaufen und Reisen</translation>
    </message>
    <message>
        <source>Files and system</source>
        <translation>Dateien und System</translation>
    </message>
    <message>
        <source>Browsing</source>
        <translation>Surfen</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>Nothing is recorded until the desktop can be seen again.</source>
        <translation>Nichts wird aufgezeichnet, bis der Desktop wieder zu sehen ist.</translation>
    </message>
    <message>
        <source>Nothing is recorded before you have agreed.</source>
        <translation>Vor der Zustimmung wird nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Nothing is recorded yet.</source>
        <translation>Noch wird nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Nothing is recorded until you start it: the setting “Record at once” is off.</source>
        <translation>Bis zum Start wird nichts aufgezeichnet: Die Einstellung „Sofort aufzeichnen“ ist aus.</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Zeichnet auf</translation>
    </message>
    <message>
        <source>Idle since %1</source>
        <translation>Untätig seit %1</translation>
    </message>
    <message>
        <source>Outside your hours until %1</source>
        <translation>Außerhalb der Stunden bis %1</translation>
    </message>
    <message>
        <source>Paused until %1</source>
        <translation>Pausiert bis %1</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Not recording</source>
        <translation>Zeichnet nicht auf</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>%1 today</source>
        <translation>Heute %1</translation>
    </message>
</context>
<context>
    <name>StateCard</name>
    <message>
        <source>For 15 minutes</source>
        <translation>Für 15 Minuten</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>Für 1 Stunde</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>Bis morgen</translation>
    </message>
    <message>
        <source>Until I resume</source>
        <translation>Bis auf Weiteres</translation>
    </message>
    <message>
        <source>&amp;Pause…</source>
        <translation>&amp;Pausieren&#xa0;…</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>Alle Befehle</translation>
    </message>
    <message>
        <source>The icon&apos;s menu (F10)</source>
        <translation>Das Menü des Symbols (F10)</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>Nothing is recorded.</source>
        <translation>Nichts wird aufgezeichnet.</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Start recording</source>
        <translation>Aufzeichnung &amp;starten</translation>
    </message>
</context>
<context>
    <name>StateWindow</name>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Start recording</source>
        <translation>Aufzeichnung starten</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Nothing is recorded before the end of it.</source>
        <translation>Vor dem Ende wird nichts aufgezeichnet.</translation>
    </message>
</context>
<context>
    <name>StretchCard</name>
    <message>
        <source>What is selected</source>
        <translation>Was ausgewählt ist</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Nichts auswählen</translation>
    </message>
    <message>
        <source>Select nothing (Escape)</source>
        <translation>Nichts auswählen (Esc)</translation>
    </message>
    <message>
        <source>&amp;Add entry</source>
        <translation>Eintrag hin&amp;zufügen</translation>
    </message>
    <message>
        <source>&amp;Write an entry over it</source>
        <translation>Eintrag &amp;darüber schreiben</translation>
    </message>
    <message>
        <source>In reports it goes before what was recorded, which stays as it is</source>
        <translation>In Berichten geht er vor; das Aufgezeichnete bleibt, wie es ist</translation>
    </message>
    <message>
        <source>&amp;Move the entry here</source>
        <translation>Eintrag hierher verschie&amp;ben</translation>
    </message>
    <message>
        <source>Spl&amp;it…</source>
        <translation>Aufte&amp;ilen&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Exclude ▾</source>
        <translation>&amp;Ausschließen ▾</translation>
    </message>
    <message>
        <source>&amp;Remove entry</source>
        <translation>Eintrag &amp;entfernen</translation>
    </message>
    <message>
        <source>Split at</source>
        <translation>Aufteilen um</translation>
    </message>
    <message>
        <source>Split &amp;here</source>
        <translation>Hier tei&amp;len</translation>
    </message>
    <message>
        <source>&amp;Forget %1</source>
        <translation>%1 &amp;vergessen</translation>
    </message>
    <message>
        <source>Fill the gap of %1</source>
        <translation>Lücke von %1 füllen</translation>
    </message>
    <message>
        <source>Then %1 ›</source>
        <translation>Danach %1 ›</translation>
    </message>
    <message>
        <source>Record nothing of %1 any more</source>
        <translation>Nichts von %1 mehr aufzeichnen</translation>
    </message>
    <message>
        <source>That is not within what is selected.</source>
        <translation>Das liegt nicht in der Auswahl.</translation>
    </message>
    <message>
        <source>The end has to come after the start.</source>
        <translation>Das Ende muss nach dem Anfang liegen.</translation>
    </message>
</context>
<context>
    <name>Switch</name>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>The rows</source>
        <translation>Die Zeilen</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline of the day</source>
        <translation>Zeitleiste des Tages</translation>
    </message>
    <message>
        <source>Whole day</source>
        <translation>Ganzer Tag</translation>
    </message>
    <message>
        <source>Show all of the day again (Home)</source>
        <translation>Wieder den ganzen Tag anzeigen (Pos1)</translation>
    </message>
</context>
<context>
    <name>Trail</name>
    <message>
        <source>The way here</source>
        <translation>Der Weg hierher</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>Zurück zu %1</translation>
    </message>
</context>
<context>
    <name>TryCard</name>
    <message>
        <source>Application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Application, like firefox</source>
        <translation>Anwendung (firefox)</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Site or address</source>
        <translation>Website oder Adresse</translation>
    </message>
    <message>
        <source>Site or address, like example.org</source>
        <translation>Website oder Adresse</translation>
    </message>
    <message>
        <source>Try: %1</source>
        <translation>Probieren: %1</translation>
    </message>
    <message>
        <source>That is neither a site nor an address.</source>
        <translation>Das ist weder eine Website noch eine Adresse.</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>worktracker: %1</source>
        <translation>worktracker: %1</translation>
    </message>
</context>
<context>
    <name>_List</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add: %1</source>
        <translation>Hinzufügen: %1</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
</context>
<context>
    <name>_Step</name>
    <message>
        <source>%1, shown now</source>
        <translation>%1, wird gezeigt</translation>
    </message>
    <message>
        <source>%1, done</source>
        <translation>%1, erledigt</translation>
    </message>
</context>
</TS>
