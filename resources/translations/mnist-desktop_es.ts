<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>Against</name>
    <message>
        <source>other: {0}</source>
        <translation>otros: {0}</translation>
    </message>
    <message>
        <source>Labelled {0}
Read as {1}, {2} sure: {3}
Read as {4}, {5} sure: {6}</source>
        <translation>Etiquetada {0}
Se lee {1}, {2} de seguridad: {3}
Se lee {4}, {5} de seguridad: {6}</translation>
    </message>
    <message>
        <source>Both read the same digits right.</source>
        <translation>Ambos leen bien las mismas cifras.</translation>
    </message>
    <message>
        <source>The tested weights read such digits better than the others: this difference is hardly chance (McNemar’s test, {0}).</source>
        <translation>Los pesos que se prueban leen cifras así mejor que los otros: es difícil que la diferencia se deba al azar (prueba de McNemar, {0}).</translation>
    </message>
    <message>
        <source>The tested weights read such digits worse than the others: this difference is hardly chance (McNemar’s test, {0}).</source>
        <translation>Los pesos que se prueban leen cifras así peor que los otros: es difícil que la diferencia se deba al azar (prueba de McNemar, {0}).</translation>
    </message>
    <message>
        <source>No evidence that either reads such digits better: this difference may well be chance (McNemar’s test, {0}).</source>
        <translation>Nada indica que unos lean mejor que los otros: la diferencia bien puede deberse al azar (prueba de McNemar, {0}).</translation>
    </message>
    <message>
        <source>p &lt; {0}</source>
        <translation>p &lt; {0}</translation>
    </message>
    <message>
        <source>p = {0}</source>
        <translation>p = {0}</translation>
    </message>
</context>
<context>
    <name>AgainstChoices</name>
    <message>
        <source>{0} (which it continued)</source>
        <translation>{0} (del que partió)</translation>
    </message>
    <message>
        <source>{0} (which continued it)</source>
        <translation>{0} (que lo continuó)</translation>
    </message>
</context>
<context>
    <name>AgainstSection</name>
    <message>
        <source>Against</source>
        <translation>Frente a</translation>
    </message>
    <message>
        <source>Once digits are tested, the same digits are read with other weights here.</source>
        <translation>En cuanto haya una prueba, aquí se leerán las mismas cifras con otros pesos.</translation>
    </message>
</context>
<context>
    <name>AgainstSession</name>
    <message>
        <source>{0} is gone: the digits are compared with {1}</source>
        <translation>{0} ya no existe: las cifras se comparan con {1}</translation>
    </message>
    <message>
        <source>Reading the same digits with {0}…</source>
        <translation>Leyendo las mismas cifras con {0}…</translation>
    </message>
    <message>
        <source>Reading the same digits with {0}: {1}</source>
        <translation>Leyendo las mismas cifras con {0}: {1}</translation>
    </message>
</context>
<context>
    <name>AgainstView</name>
    <message>
        <source>Against</source>
        <translation>Frente a</translation>
    </message>
    <message>
        <source>There are none of these.</source>
        <translation>No hay ninguna de estas.</translation>
    </message>
    <message>
        <source>Digits that one reads right and the other wrong</source>
        <translation>Cifras que unos pesos leen bien y los otros mal</translation>
    </message>
    <message>
        <source>Enter puts a digit on the pad.</source>
        <translation>Intro pone una cifra en el área de dibujo.</translation>
    </message>
</context>
<context>
    <name>Agreement</name>
    <message>
        <source>Both read the same</source>
        <translation>Las dos leen lo mismo</translation>
    </message>
    <message>
        <source>They disagree</source>
        <translation>No coinciden</translation>
    </message>
    <message>
        <source>Only {0} is sure</source>
        <translation>Solo {0} está segura</translation>
    </message>
    <message>
        <source>Neither is sure</source>
        <translation>Ninguna está segura</translation>
    </message>
</context>
<context>
    <name>Beginning</name>
    <message>
        <source>Teach it your hand</source>
        <translation>Enséñele su letra</translation>
    </message>
    <message>
        <source>Draw a digit and press its key, 0 to 9: the network then knows what it should have read. Your digits are kept here, and are learnt when you say so.</source>
        <translation>Dibuje una cifra y pulse su tecla, de 0 a 9: así la red sabe lo que debía leer. Las cifras se guardan aquí y se aprenden cuando quiera.</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Drawing pad</source>
        <translation>Área de dibujo</translation>
    </message>
    <message>
        <source>Draw digits here with the mouse, a pen or a finger; they are read as you draw. With the keyboard, the arrow keys move a cross-hair, farther with Shift, and Space puts the pen down and lifts it. Escape lifts the pen, or leaves the pad.</source>
        <translation>Dibuje aquí cifras con el ratón, un lápiz o un dedo; se leen mientras dibuja. Con el teclado, las flechas mueven una cruz, más lejos con Mayús, y Espacio baja y levanta el lápiz. Escape levanta el lápiz o sale del área de dibujo.</translation>
    </message>
    <message>
        <source>Arrow keys move, Space draws, Esc leaves</source>
        <translation>Las flechas mueven, Espacio dibuja, Esc sale</translation>
    </message>
    <message>
        <source>Draw digits here</source>
        <translation>Dibuje aquí cifras</translation>
    </message>
</context>
<context>
    <name>Catalog</name>
    <message>
        <source>60,000 digits to learn from; comes with the program.</source>
        <translation>60 000 cifras de las que aprender; viene con el programa.</translation>
    </message>
    <message>
        <source>Hands</source>
        <translation>Manos</translation>
    </message>
    <message>
        <source>21,000 digits drawn with a pen by 270 people of many countries; comes with the program.</source>
        <translation>21 000 cifras dibujadas a lápiz por 270 personas de muchos países; viene con el programa.</translation>
    </message>
    <message>
        <source>MNIST with 60,000 test digits; fetched when you first train on it.</source>
        <translation>MNIST con 60 000 cifras de prueba; se descarga al entrenar con él por primera vez.</translation>
    </message>
    <message>
        <source>240,000 digits by other writers; fetched when you first train on it.</source>
        <translation>240 000 cifras de otras personas; se descarga al entrenar con él por primera vez.</translation>
    </message>
    <message>
        <source>FirstNet: a fully connected network, 784-1000-50-10; 835,560 parameters.</source>
        <translation>FirstNet: una red totalmente conectada, 784-1000-50-10; 835 560 parámetros.</translation>
    </message>
    <message>
        <source>ReLU on the last layer</source>
        <translation>ReLU en la última capa</translation>
    </message>
    <message>
        <source>As in the tutorial: outputs below zero become zero. A digit whose output stays at zero is never read again. The network learns better without it.</source>
        <translation>Como en el tutorial: las salidas negativas pasan a ser cero. Una cifra cuya salida se queda en cero no se vuelve a leer nunca. Sin ella, la red aprende mejor.</translation>
    </message>
    <message>
        <source>CNNNet: two 5×5 convolutions of 10 and 20 channels, then fully connected 320-50-10; 21,840 parameters.</source>
        <translation>CNNNet: dos convoluciones de 5×5 con 10 y 20 canales, y luego totalmente conectada, 320-50-10; 21 840 parámetros.</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>The share of outputs left out at random during training. It keeps large networks from learning by heart; this small one does better with 0.</source>
        <translation>La parte de las salidas que se omite al azar al entrenar. Evita que las redes grandes aprendan de memoria; a esta, pequeña, le va mejor con 0.</translation>
    </message>
    <message>
        <source>Tutorial</source>
        <translation>Tutorial</translation>
    </message>
    <message>
        <source>As in the PyTorch tutorial: slow, and instructive.</source>
        <translation>Como en el tutorial de PyTorch: lento e instructivo.</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Recomendado</translation>
    </message>
    <message>
        <source>Learns well in a few epochs.</source>
        <translation>Aprende bien en pocas épocas.</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>A fondo</translation>
    </message>
    <message>
        <source>How the factory weights were made; takes its time.</source>
        <translation>Así se hicieron los pesos de fábrica; requiere tiempo.</translation>
    </message>
    <message>
        <source>Fine-tuning</source>
        <translation>Ajuste fino</translation>
    </message>
    <message>
        <source>Learns your own digits, and forgets nothing.</source>
        <translation>Aprende las cifras de usted sin olvidar nada.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Tasa de aprend.</translation>
    </message>
    <message>
        <source>How far each step goes. If it is too high, the loss runs away; if it is too low, the loss hardly falls. For SGD with momentum try 0.1. You can change it while the run is under way.</source>
        <translation>Lo lejos que llega cada paso. Si es demasiado alta, la pérdida se dispara; si es demasiado baja, apenas desciende. Para SGD con momento, pruebe 0,1. Se puede cambiar durante el entrenamiento.</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Épocas</translation>
    </message>
    <message>
        <source>How often the network sees all training images. A few epochs are enough to learn well.</source>
        <translation>Cuántas veces ve la red todas las imágenes de entrenamiento. Bastan pocas épocas para aprender bien.</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momento</translation>
    </message>
    <message>
        <source>How much of the direction of the last steps is kept; 0.9 is usual, 0 is none. You can change it while the run is under way.</source>
        <translation>Cuánto se conserva de la dirección de los últimos pasos; 0,9 es lo habitual, 0 es nada. Se puede cambiar durante el entrenamiento.</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Lote</translation>
    </message>
    <message>
        <source>How many images each step learns from. Larger batches are faster; try 64 to 256.</source>
        <translation>De cuántas imágenes aprende cada paso. Los lotes grandes son más rápidos; pruebe de 64 a 256.</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimizador</translation>
    </message>
    <message>
        <source>The rule for each step. SGD follows the gradient; Adam and AdamW fit the step to each weight and need a lower learning rate, 0.001 to 0.01.</source>
        <translation>La regla de cada paso. SGD sigue el gradiente; Adam y AdamW adaptan el paso a cada peso y necesitan una tasa de aprendizaje menor, de 0,001 a 0,01.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>What computes. Auto takes a graphics card if there is one.</source>
        <translation>Lo que calcula. Auto usa una tarjeta gráfica si la hay.</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Semilla</translation>
    </message>
    <message>
        <source>Where the random numbers start. The same seed and settings give the same run again.</source>
        <translation>Dónde empiezan los números aleatorios. Con la misma semilla y los mismos valores, el entrenamiento se repite igual.</translation>
    </message>
</context>
<context>
    <name>CellRow</name>
    <message>
        <source>Label</source>
        <translation>Etiqueta</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>Se lee</translation>
    </message>
    <message>
        <source>Show all mistakes</source>
        <translation>Mostrar todos los errores</translation>
    </message>
    <message>
        <source>any</source>
        <translation>cualquiera</translation>
    </message>
</context>
<context>
    <name>ChoiceBar</name>
    <message>
        <source>Weights to test</source>
        <translation>Pesos que se prueban</translation>
    </message>
    <message>
        <source>Digits to test on</source>
        <translation>Cifras con las que se prueba</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Evaluar</translation>
    </message>
    <message>
        <source>Stop scoring</source>
        <translation>Dejar de evaluar</translation>
    </message>
    <message>
        <source>Let these weights read these digits, and score them</source>
        <translation>Leer estas cifras con estos pesos y evaluarlos</translation>
    </message>
</context>
<context>
    <name>ChoiceButton</name>
    <message>
        <source>{0}: {1} digits</source>
        <translation>{0}: {1} cifras</translation>
    </message>
</context>
<context>
    <name>ChoiceRow</name>
    <message>
        <source>All</source>
        <translation>Todas</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Draw a digit and have it read. Without a command, the window opens; with a picture or a drawing file in place of a command, it opens with that.</source>
        <translation>Dibujar una cifra y hacer que se lea. Sin ninguna orden, se abre la ventana; con una imagen o un archivo de dibujo en lugar de una orden, se abre con él.</translation>
    </message>
    <message>
        <source>show the version and exit</source>
        <translation>mostrar la versión y salir</translation>
    </message>
    <message>
        <source>commands that need no display</source>
        <translation>órdenes que no necesitan pantalla</translation>
    </message>
    <message>
        <source>default: what the checkpoint holds, else {0}</source>
        <translation>por omisión: la del punto de control o, si no, {0}</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>ARCHIVO</translation>
    </message>
    <message>
        <source>default: the factory weights</source>
        <translation>por omisión: los pesos de fábrica</translation>
    </message>
    <message>
        <source>a picture ({0}), drawings (.json, .jsonl), digits of 28×28 pixels (.csv as Kaggle has them, .npy, .npz), any of these packed (.gz), or &quot;-&quot; for standard input</source>
        <translation>una imagen ({0}), dibujos (.json, .jsonl), cifras de 28×28 píxeles (.csv como los de Kaggle, .npy, .npz), cualquiera de ellos comprimido (.gz), o &quot;-&quot; para la entrada estándar</translation>
    </message>
    <message>
        <source>{0} is a folder, or its folder does not exist</source>
        <translation>{0} es una carpeta, o su carpeta no existe</translation>
    </message>
    <message>
        <source>score a network on a test set</source>
        <translation>evaluar una red con un conjunto de prueba</translation>
    </message>
    <message>
        <source>hands are digits by people of whom it has seen none; qmnist and emnist-digits are fetched; non-digits are characters it must not be sure of</source>
        <translation>hands son cifras de personas de las que no ha visto ninguno; qmnist y emnist-digits se descargan; non-digits son caracteres de los que no debe estar segura</translation>
    </message>
    <message>
        <source>drawings or digits with labels, in files as predict takes them</source>
        <translation>dibujos o cifras con etiquetas, en archivos como los que admite predict</translation>
    </message>
    <message>
        <source>JSON instead of a table</source>
        <translation>JSON en lugar de una tabla</translation>
    </message>
    <message>
        <source>write what is read in each digit too, a row each</source>
        <translation>escribir también cómo se lee cada cifra, una fila por cifra</translation>
    </message>
    <message>
        <source>picture drawings by many people, from which networks learn</source>
        <translation>pintar dibujos de muchas personas, de los que aprenden las redes</translation>
    </message>
    <message>
        <source>another seed gives other drawings</source>
        <translation>otra semilla da otros dibujos</translation>
    </message>
    <message>
        <source>OUTPUT.png</source>
        <translation>SALIDA.png</translation>
    </message>
    <message>
        <source>{0} is not a whole number from 0 up</source>
        <translation>{0} no es un número entero a partir de 0</translation>
    </message>
    <message>
        <source>read pictures, drawings and digits, one JSON line each</source>
        <translation>leer imágenes, dibujos y cifras, una línea JSON por cada uno</translation>
    </message>
    <message>
        <source>INPUT</source>
        <translation>ENTRADA</translation>
    </message>
    <message>
        <source>step</source>
        <translation>paso</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>pérdida</translation>
    </message>
    <message>
        <source>fetching the data: {0:.0%}</source>
        <translation>descargando los datos: {0:.0%}</translation>
    </message>
    <message>
        <source>{0:.2%} of {1}</source>
        <translation>{0:.2%} de {1}</translation>
    </message>
    <message>
        <source>done: {0} read right</source>
        <translation>hecho: {0} bien leído</translation>
    </message>
    <message>
        <source>checking with drawings left out: {0:.0%}</source>
        <translation>comprobando con dibujos apartados: {0:.0%}</translation>
    </message>
    <message>
        <source>before: {0} read right</source>
        <translation>antes: {0} bien leído</translation>
    </message>
    <message>
        <source>{0:.2%} of your {1} drawings (each left out once)</source>
        <translation>{0:.2%} de sus {1} dibujos (cada uno apartado una vez)</translation>
    </message>
    <message>
        <source>training {0:.2%}</source>
        <translation>entrenamiento {0:.2%}</translation>
    </message>
    <message>
        <source>held out {0:.2%}</source>
        <translation>reservadas {0:.2%}</translation>
    </message>
    <message>
        <source>test {0:.2%}</source>
        <translation>prueba {0:.2%}</translation>
    </message>
    <message>
        <source>epoch {0}/{1}: {2}; {3:,.0f} images/s</source>
        <translation>época {0}/{1}: {2}; {3:,.0f} imágenes/s</translation>
    </message>
    <message>
        <source>writers, the worst first: {0}</source>
        <translation>autores, de peor a mejor: {0}</translation>
    </message>
    <message>
        <source>{0:.2%} of {1:,} read right, loss {2:.4f}</source>
        <translation>{0:.2%} de {1:,} bien leídas, pérdida {2:.4f}</translation>
    </message>
    <message>
        <source>of all such digits it reads {0:.2%} to {1:.2%} right ({2:.0%} interval)</source>
        <translation>de todas las cifras así lee bien entre el {0:.2%} y el {1:.2%} (intervalo del {2:.0%})</translation>
    </message>
    <message>
        <source>sure of {0:.2%}, and right in {1:.2%} of those</source>
        <translation>segura en el {0:.2%}, y de ellas acierta el {1:.2%}</translation>
    </message>
    <message>
        <source>confidence is off by {0:.2%} on average (expected calibration error)</source>
        <translation>la confianza se desvía un {0:.2%} de media (error de calibración esperado)</translation>
    </message>
    <message>
        <source>label</source>
        <translation>etiqueta</translation>
    </message>
    <message>
        <source>read as</source>
        <translation>leída como</translation>
    </message>
    <message>
        <source>digit</source>
        <translation>cifra</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>precisión</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>exhaustividad</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>confidence</source>
        <translation>confianza</translation>
    </message>
    <message>
        <source>right</source>
        <translation>aciertos</translation>
    </message>
    <message>
        <source>count</source>
        <translation>número</translation>
    </message>
    <message>
        <source>not sure of {0:.2%} of {1:,} drawings that are no digit</source>
        <translation>no está segura en el {0:.2%} de {1:,} dibujos que no son cifras</translation>
    </message>
    <message>
        <source>train a network and keep its weights</source>
        <translation>entrenar una red y guardar sus pesos</translation>
    </message>
    <message>
        <source>resume a run where its file says it stopped</source>
        <translation>reanudar un entrenamiento donde su archivo dice que se detuvo</translation>
    </message>
    <message>
        <source>train the weights of this file on, as a new run</source>
        <translation>continuar con los pesos de este archivo, como un entrenamiento nuevo</translation>
    </message>
    <message>
        <source>with --from: labelled drawings or digits to learn, in files as predict takes them</source>
        <translation>con --from: dibujos o cifras con etiquetas que aprender, en archivos como los que admite predict</translation>
    </message>
    <message>
        <source>default: {0}; with --from, values for fine-tuning</source>
        <translation>por omisión: {0}; con --from, valores para el ajuste fino</translation>
    </message>
    <message>
        <source>default: {0}; the others are fetched</source>
        <translation>por omisión: {0}; los demás se descargan</translation>
    </message>
    <message>
        <source>keep the run here, epoch by epoch (.safetensors)</source>
        <translation>guardar aquí el entrenamiento, época a época (.safetensors)</translation>
    </message>
    <message>
        <source>keep a quarter of the bytes, and no way to resume the run</source>
        <translation>guardar una cuarta parte de los bytes, sin poder reanudar el entrenamiento</translation>
    </message>
    <message>
        <source>one event a line instead of a progress bar</source>
        <translation>un suceso por línea en lugar de una barra de progreso</translation>
    </message>
    <message>
        <source>write a network with its preprocessing recipe, for other programs</source>
        <translation>escribir una red, con la receta para preparar imágenes, para otros programas</translation>
    </message>
    <message>
        <source>OUTPUT</source>
        <translation>SALIDA</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Abrir…</translation>
    </message>
    <message>
        <source>Open a picture or a drawing; you can also drop or paste one</source>
        <translation>Abrir una imagen o un dibujo; también se pueden soltar o pegar</translation>
    </message>
    <message>
        <source>&amp;Save drawing…</source>
        <translation>&amp;Guardar dibujo…</translation>
    </message>
    <message>
        <source>Save the pad as a picture or a drawing file</source>
        <translation>Guardar lo dibujado como imagen o como archivo de dibujo</translation>
    </message>
    <message>
        <source>Take &amp;back</source>
        <translation>Re&amp;tirar</translation>
    </message>
    <message>
        <source>Take back the digit that was just kept as a sample</source>
        <translation>Retirar la cifra que se acaba de guardar como muestra</translation>
    </message>
    <message>
        <source>&amp;Write 20 digits…</source>
        <translation>E&amp;scribir 20 cifras…</translation>
    </message>
    <message>
        <source>Write the digits that are asked for; each is kept as a sample to learn from</source>
        <translation>Escribir las cifras que se pidan; cada una se guarda como muestra de la que aprender</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>Copy the pad as a picture and a drawing</source>
        <translation>Copiar lo dibujado como imagen y como dibujo</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Pegar</translation>
    </message>
    <message>
        <source>Paste a picture or a drawing</source>
        <translation>Pegar una imagen o un dibujo</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Deshacer</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rehacer</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Borrar</translation>
    </message>
    <message>
        <source>&amp;Eraser</source>
        <translation>G&amp;oma</translation>
    </message>
    <message>
        <source>Eraser: cuts strokes; the right mouse button erases too</source>
        <translation>Goma: corta trazos; el botón derecho del ratón también borra</translation>
    </message>
    <message>
        <source>T&amp;hinner pen</source>
        <translation>Lápiz más &amp;fino</translation>
    </message>
    <message>
        <source>Thic&amp;ker pen</source>
        <translation>Lápiz más &amp;grueso</translation>
    </message>
    <message>
        <source>&amp;Reading</source>
        <translation>&amp;Lectura</translation>
    </message>
    <message>
        <source>&amp;Pages</source>
        <translation>&amp;Páginas</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>&amp;About MNIST Desktop</source>
        <translation>&amp;Acerca de MNIST Desktop</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;Sistema</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Oscuro</translation>
    </message>
</context>
<context>
    <name>ConfidencePlot</name>
    <message>
        <source>Confidence in the drawing</source>
        <translation>Confianza en el dibujo</translation>
    </message>
    <message>
        <source>Probability that the drawing is a {0}</source>
        <translation>Probabilidad de que el dibujo sea un {0}</translation>
    </message>
</context>
<context>
    <name>ConfusionMatrix</name>
    <message>
        <source>Confusion matrix</source>
        <translation>Matriz de confusión</translation>
    </message>
    <message>
        <source>A row for each digit, a column for what it is read as. Arrow keys move, Enter shows the digits.</source>
        <translation>Una fila por cifra, una columna por lo que se lee. Las flechas mueven, Intro muestra las cifras.</translation>
    </message>
    <message>
        <source>{0}, read right: {2}</source>
        <translation>{0}, bien leída: {2}</translation>
    </message>
    <message>
        <source>{0}, read as {1}: {2}</source>
        <translation>{0}, leída como {1}: {2}</translation>
    </message>
    <message>
        <source>{0}
A click shows them</source>
        <translation>{0}
Un clic las muestra</translation>
    </message>
</context>
<context>
    <name>DecisionBar</name>
    <message>
        <source>Keep</source>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>{0} was not scored on the test set. Keep it?</source>
        <translation>{0} no se evaluó con el conjunto de prueba. ¿Conservarlo?</translation>
    </message>
    <message>
        <source>{0} reads {1} right.</source>
        <translation>{0} lee bien {1}.</translation>
    </message>
    <message>
        <source>{0} reads {1} right; the factory weights {2}.</source>
        <translation>{0} lee bien {1}; los pesos de fábrica, {2}.</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Picture (*.png)</source>
        <translation>Imagen (*.png)</translation>
    </message>
    <message>
        <source>Figures (*.csv)</source>
        <translation>Datos (*.csv)</translation>
    </message>
    <message>
        <source>Export plots</source>
        <translation>Exportar gráficas</translation>
    </message>
    <message>
        <source>ONNX, for other programs (*{0})</source>
        <translation>ONNX, para otros programas (*{0})</translation>
    </message>
    <message>
        <source>Labelled digits (*.jsonl *.jsonl.gz *.json *.csv *.csv.gz *.npz)</source>
        <translation>Cifras etiquetadas (*.jsonl *.jsonl.gz *.json *.csv *.csv.gz *.npz)</translation>
    </message>
    <message>
        <source>Import digits</source>
        <translation>Importar cifras</translation>
    </message>
    <message>
        <source>Drawings (*{0})</source>
        <translation>Dibujos (*{0})</translation>
    </message>
    <message>
        <source>Table of pixels (*{0})</source>
        <translation>Tabla de píxeles (*{0})</translation>
    </message>
    <message>
        <source>my digits</source>
        <translation>mis cifras</translation>
    </message>
    <message>
        <source>Export digits</source>
        <translation>Exportar cifras</translation>
    </message>
    <message>
        <source>Moving picture (*.gif)</source>
        <translation>Imagen animada (*.gif)</translation>
    </message>
    <message>
        <source>Export film</source>
        <translation>Exportar película</translation>
    </message>
    <message>
        <source>Weights (*{0})</source>
        <translation>Pesos (*{0})</translation>
    </message>
    <message>
        <source>Export run</source>
        <translation>Exportar entrenamiento</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>Abrir entrenamiento</translation>
    </message>
    <message>
        <source>Pictures and drawings ({0})</source>
        <translation>Imágenes y dibujos ({0})</translation>
    </message>
    <message>
        <source>Pictures ({0})</source>
        <translation>Imágenes ({0})</translation>
    </message>
    <message>
        <source>Drawings ({0})</source>
        <translation>Dibujos ({0})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Save drawing</source>
        <translation>Guardar dibujo</translation>
    </message>
    <message>
        <source>drawing</source>
        <translation>dibujo</translation>
    </message>
    <message>
        <source>drawings</source>
        <translation>dibujos</translation>
    </message>
    <message>
        <source>Drawings, one a line (*{0})</source>
        <translation>Dibujos, uno por línea (*{0})</translation>
    </message>
    <message>
        <source>Add to a file of labelled drawings</source>
        <translation>Añadir a un archivo de dibujos etiquetados</translation>
    </message>
</context>
<context>
    <name>DigitButton</name>
    <message>
        <source>Digit {0} of {1}: {2}</source>
        <translation>Cifra {0} de {1}: {2}</translation>
    </message>
    <message>
        <source>Digit {0} of {1}: not sure, perhaps {2}</source>
        <translation>Cifra {0} de {1}: en duda, quizá {2}</translation>
    </message>
    <message>
        <source>Kept as {0}</source>
        <translation>Guardada como {0}</translation>
    </message>
</context>
<context>
    <name>DigitMapSession</name>
    <message>
        <source>{0} (last hidden layer)</source>
        <translation>{0} (última capa oculta)</translation>
    </message>
    <message>
        <source>{0} (the answer)</source>
        <translation>{0} (la respuesta)</translation>
    </message>
    <message>
        <source>Pixels, before any layer</source>
        <translation>Píxeles, antes de toda capa</translation>
    </message>
</context>
<context>
    <name>DigitMapView</name>
    <message>
        <source>Labelled {0},
read as {1}</source>
        <translation>Etiqueta {0},
se lee {1}</translation>
    </message>
</context>
<context>
    <name>DigitTiles</name>
    <message>
        <source>What it reads</source>
        <translation>Lo que lee</translation>
    </message>
    <message>
        <source>The digit that was read</source>
        <translation>La cifra leída</translation>
    </message>
    <message>
        <source>What {0} reads: {1}</source>
        <translation>Lo que lee {0}: {1}</translation>
    </message>
    <message>
        <source>What they read</source>
        <translation>Lo que leen</translation>
    </message>
    <message>
        <source>{0}?</source>
        <translation>¿{0}?</translation>
    </message>
    <message>
        <source>{0} or {1}?</source>
        <translation>¿{0} o {1}?</translation>
    </message>
</context>
<context>
    <name>DigitVotes</name>
    <message>
        <source>For and against each digit</source>
        <translation>A favor y en contra de cada cifra</translation>
    </message>
</context>
<context>
    <name>DigitsList</name>
    <message>
        <source>My digits</source>
        <translation>Mis cifras</translation>
    </message>
    <message>
        <source>The digits that you labelled. A digit key gives the selected ones that label, Delete deletes them, Enter puts one on the pad.</source>
        <translation>Las cifras que usted etiquetó. Una tecla de cifra da esa etiqueta a las seleccionadas, Supr las elimina, Intro pone una en el área de dibujo.</translation>
    </message>
    <message>
        <source>You have labelled no such digit.</source>
        <translation>No ha etiquetado ninguna cifra así.</translation>
    </message>
</context>
<context>
    <name>DigitsSection</name>
    <message>
        <source>Digits</source>
        <translation>Cifras</translation>
    </message>
    <message>
        <source>Precision: of what is read as this digit, the share that is one. Recall: of this digit, the share that is read so. F1 is high only if both are. The digit read worst is bold.</source>
        <translation>Precisión: de lo que se lee como esta cifra, la parte que lo es. Exhaustividad: de esta cifra, la parte que se lee así. F1 solo es alto si ambas lo son. La cifra peor leída va en negrita.</translation>
    </message>
    <message>
        <source>How well each digit is read</source>
        <translation>Lo bien que se lee cada cifra</translation>
    </message>
    <message>
        <source>Digit</source>
        <translation>Cifra</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Cantidad</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Precisión</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Exhaust.</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>{0}, read worst</source>
        <translation>{0}, la peor leída</translation>
    </message>
</context>
<context>
    <name>DigitsToTest</name>
    <message>
        <source>My digits</source>
        <translation>Mis cifras</translation>
    </message>
    <message>
        <source>What you labelled, on the page Mine</source>
        <translation>Lo que usted etiquetó, en la página Mías</translation>
    </message>
    <message>
        <source>{0}, test set</source>
        <translation>{0}, prueba</translation>
    </message>
    <message>
        <source>{0} (to fetch: {1})</source>
        <translation>{0} (por descargar: {1})</translation>
    </message>
</context>
<context>
    <name>Epochs</name>
    <message>
        <source>{0} after epoch {1}: read wrong {2}, {3} fewer than before</source>
        <translation>{0} tras la época {1}: mal leídas {2}, {3} menos que antes</translation>
    </message>
    <message>
        <source>{0} after epoch {1}: read wrong {2}, {3} more than before</source>
        <translation>{0} tras la época {1}: mal leídas {2}, {3} más que antes</translation>
    </message>
    <message>
        <source>{0} after epoch {1}: read wrong {2}</source>
        <translation>{0} tras la época {1}: mal leídas {2}</translation>
    </message>
</context>
<context>
    <name>EpochsPanel</name>
    <message>
        <source>These weights have no scores by epoch.</source>
        <translation>Estos pesos no tienen resultados por época.</translation>
    </message>
    <message>
        <source>Held-out digits read wrong after each epoch:</source>
        <translation>Cifras apartadas que se leen mal tras cada época:</translation>
    </message>
    <message>
        <source>Test digits read wrong after each epoch:</source>
        <translation>Cifras de prueba que se leen mal tras cada época:</translation>
    </message>
    <message>
        <source>fewer than before</source>
        <translation>menos que antes</translation>
    </message>
    <message>
        <source>more than before</source>
        <translation>más que antes</translation>
    </message>
    <message>
        <source>Errors by digit and epoch</source>
        <translation>Errores por cifra y época</translation>
    </message>
</context>
<context>
    <name>ExplainedReading</name>
    <message>
        <source>Covered</source>
        <translation>Tapado</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Partes</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Cambio</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>How much each part of the digit matters, found by laying paper over it.</source>
        <translation>Cuánto importa cada parte de la cifra: se averigua tapándola con papel.</translation>
    </message>
    <message>
        <source>How much the lead of {0} over {1} changes when 5 × 5 pixels of paper cover that place. Even without the place that matters most it reads {2}.</source>
        <translation>Cuánto cambia la ventaja del {0} sobre el {1} al tapar ese lugar con 5 × 5 píxeles de papel. Incluso sin el lugar que más importa lee {2}.</translation>
    </message>
    <message>
        <source>How much the lead of {0} over {1} changes when 5 × 5 pixels of paper cover that place. Without the place that matters most it reads {2}.</source>
        <translation>Cuánto cambia la ventaja del {0} sobre el {1} al tapar ese lugar con 5 × 5 píxeles de papel. Sin el lugar que más importa lee {2}.</translation>
    </message>
    <message>
        <source>How much each pixel of ink adds to the lead of one digit over another.</source>
        <translation>Cuánto aporta cada píxel de tinta a la ventaja de una cifra sobre otra.</translation>
    </message>
    <message>
        <source>How much each pixel adds to the lead of {0} over {1} (integrated gradients). Nothing is left out: the shares add up to {2}, and all the ink changes the lead by {3}.</source>
        <translation>Cuánto aporta cada píxel a la ventaja del {0} sobre el {1} (gradientes integrados). No falta nada: las partes suman {2}, y toda la tinta cambia la ventaja en {3}.</translation>
    </message>
    <message>
        <source>How little ink would have to change for another digit to be read.</source>
        <translation>Qué poca tinta tendría que cambiar para que se leyera otra cifra.</translation>
    </message>
    <message>
        <source>No small change was found after which it would read {0}.</source>
        <translation>No se encontró ningún cambio pequeño tras el que leyera {0}.</translation>
    </message>
    <message>
        <source>After this change, the smallest that was found, it reads {0} instead of {1}. It is {2} of the digit&apos;s ink.</source>
        <translation>Tras este cambio, el menor que se encontró, lee {0} en vez de {1}. Es el {2} de la tinta de la cifra.</translation>
    </message>
    <message>
        <source>Draw a digit to see why it is read as it is.</source>
        <translation>Dibuje una cifra para ver por qué se lee así.</translation>
    </message>
    <message>
        <source>speaks for {0}</source>
        <translation>a favor del {0}</translation>
    </message>
    <message>
        <source>ink added</source>
        <translation>tinta añadida</translation>
    </message>
    <message>
        <source>ink taken away</source>
        <translation>tinta quitada</translation>
    </message>
    <message>
        <source>the digit</source>
        <translation>la cifra</translation>
    </message>
</context>
<context>
    <name>FeatureMaps</name>
    <message>
        <source>Maps of the layers</source>
        <translation>Mapas de las capas</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>Only {0} to {1} is possible; the nearest number is taken.</source>
        <translation>Solo se admite de {0} a {1}; se toma el número más cercano.</translation>
    </message>
</context>
<context>
    <name>FigureFormats</name>
    <message>
        <source>Picture (*.png)</source>
        <translation>Imagen (*.png)</translation>
    </message>
    <message>
        <source>Lines and text, for documents (*.svg)</source>
        <translation>Líneas y texto, para documentos (*.svg)</translation>
    </message>
    <message>
        <source>Figures (*.csv)</source>
        <translation>Datos (*.csv)</translation>
    </message>
</context>
<context>
    <name>FilmSession</name>
    <message>
        <source>The film waits until Time on the page Inside is in view again.</source>
        <translation>La película espera a que se vuelva a ver Tiempo, en la página Interior.</translation>
    </message>
    <message>
        <source>There is no film: it was left before its end.</source>
        <translation>No hay película: se dejó antes del final.</translation>
    </message>
    <message>
        <source>Exported to {0}</source>
        <translation>Exportado a {0}</translation>
    </message>
</context>
<context>
    <name>FineTuningSession</name>
    <message>
        <source>Getting ready…</source>
        <translation>Preparando…</translation>
    </message>
    <message>
        <source>The run before was deleted. {0} reads with the factory weights.</source>
        <translation>El entrenamiento anterior se eliminó. {0} lee con los pesos de fábrica.</translation>
    </message>
    <message>
        <source>Learning. The pad reads with what is learnt so far.</source>
        <translation>Aprendiendo. Ya se lee con lo aprendido.</translation>
    </message>
    <message>
        <source>Learnt. Checking with some of your digits left out, to measure honestly.</source>
        <translation>Aprendido. Comprobando con algunas de sus cifras apartadas, para medir sin engaño.</translation>
    </message>
    <message>
        <source>A training is under way. You can learn your digits once it has ended.</source>
        <translation>Hay un entrenamiento en curso. Sus cifras se podrán aprender cuando termine.</translation>
    </message>
    <message>
        <source>Your digits contradict each other. Look at their labels.</source>
        <translation>Sus cifras se contradicen entre sí. Revise sus etiquetas.</translation>
    </message>
    <message>
        <source>Digits to learn from: {0}. New to these weights: {1}.</source>
        <translation>Cifras: {0}. Nuevas para estos pesos: {1}.</translation>
    </message>
</context>
<context>
    <name>GroupRow</name>
    <message>
        <source>Gained</source>
        <translation>Ganadas</translation>
    </message>
    <message>
        <source>Only the tested weights read these right</source>
        <translation>Solo los pesos que se prueban las leen bien</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdidas</translation>
    </message>
    <message>
        <source>Only the other weights read these right</source>
        <translation>Solo los otros pesos las leen bien</translation>
    </message>
    <message>
        <source>Both wrong</source>
        <translation>Ambos mal</translation>
    </message>
    <message>
        <source>Neither reads these right</source>
        <translation>Ni unos ni otros las leen bien</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Épocas</translation>
    </message>
    <message>
        <source>Errors by digit after each epoch of the tested run</source>
        <translation>Errores de cada cifra tras cada época del entrenamiento que se prueba</translation>
    </message>
    <message>
        <source>Errors by epoch: {0}</source>
        <translation>Errores por época: {0}</translation>
    </message>
</context>
<context>
    <name>HealthPlot</name>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Epoch {0}</source>
        <translation>Época {0}</translation>
    </message>
</context>
<context>
    <name>HealthSection</name>
    <message>
        <source>Health</source>
        <translation>Salud</translation>
    </message>
</context>
<context>
    <name>HealthView</name>
    <message>
        <source>Train a network, and see here how well each of its layers learns.</source>
        <translation>Entrene una red y vea aquí cómo de bien aprende cada una de sus capas.</translation>
    </message>
    <message>
        <source>{0}: nothing was measured yet.</source>
        <translation>{0}: aún no se ha medido nada.</translation>
    </message>
    <message>
        <source>{0}, by epoch</source>
        <translation>{0}, por época</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Pérdida</translation>
    </message>
    <message>
        <source>How wrong it is on the digits it learns from: it should fall.</source>
        <translation>Cuánto se equivoca en las cifras de las que aprende: debería bajar.</translation>
    </message>
    <message>
        <source>Change by a step, as a share of the weights</source>
        <translation>Cambio por paso, en proporción a los pesos</translation>
    </message>
    <message>
        <source>About 0.1 % is good. Much more than 1 % for long shakes it, much less and it stands still.</source>
        <translation>Alrededor del 0,1 % está bien. Mucho más del 1 % durante mucho tiempo la sacude; con mucho menos no avanza.</translation>
    </message>
    <message>
        <source>Size of the gradients</source>
        <translation>Tamaño de los gradientes</translation>
    </message>
    <message>
        <source>How loudly the error asks a layer to change. A layer far below the others learns little.</source>
        <translation>Con cuánta fuerza pide el error que cambie una capa. Una capa muy por debajo de las demás aprende poco.</translation>
    </message>
    <message>
        <source>Dead units</source>
        <translation>Unidades muertas</translation>
    </message>
    <message>
        <source>The share of filters and neurons that put out 0 for each of 200 digits. They learn no more.</source>
        <translation>La parte de filtros y neuronas que dan 0 con cada una de 200 cifras. Ya no aprenden.</translation>
    </message>
    <message>
        <source>Size of the weights</source>
        <translation>Tamaño de los pesos</translation>
    </message>
    <message>
        <source>It grows slowly while it learns. A sudden jump is a step that went too far.</source>
        <translation>Crece despacio mientras aprende. Un salto repentino es un paso que fue demasiado lejos.</translation>
    </message>
</context>
<context>
    <name>HintBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Ocultar</translation>
    </message>
    <message>
        <source>Dismiss the hint</source>
        <translation>Ocultar el consejo</translation>
    </message>
    <message>
        <source>Use {0}</source>
        <translation>Usar {0}</translation>
    </message>
    <message>
        <source>Try {0}</source>
        <translation>Probar {0}</translation>
    </message>
    <message>
        <source>The loss ran away: each step goes too far. Lower the learning rate.</source>
        <translation>La pérdida se ha disparado: cada paso va demasiado lejos. Conviene bajar la tasa de aprendizaje.</translation>
    </message>
    <message>
        <source>Some digits are never read any more: the ReLU on the last layer keeps them at zero.</source>
        <translation>Algunas cifras ya no se leen nunca: la ReLU de la última capa las mantiene en cero.</translation>
    </message>
    <message>
        <source>Without it</source>
        <translation>Quitarla</translation>
    </message>
    <message>
        <source>Most units of a layer are dead: they put out 0 whatever they see. Lower the learning rate.</source>
        <translation>La mayoría de las unidades de una capa están muertas: dan 0 vean lo que vean. Conviene bajar la tasa de aprendizaje.</translation>
    </message>
    <message>
        <source>Each step changes the weights so much that nothing settles. Lower the learning rate.</source>
        <translation>Cada paso cambia tanto los pesos que nada se asienta. Conviene bajar la tasa de aprendizaje.</translation>
    </message>
    <message>
        <source>The error hardly reaches the first layer. Adam gives each weight steps of its own size.</source>
        <translation>El error apenas llega a la primera capa. Adam da a cada peso pasos de su propio tamaño.</translation>
    </message>
    <message>
        <source>It is still guessing. A lower learning rate may get it going.</source>
        <translation>Todavía responde al azar. Una tasa de aprendizaje menor puede ponerla en marcha.</translation>
    </message>
    <message>
        <source>It learns slowly: with a higher learning rate it gets there sooner.</source>
        <translation>Aprende despacio: con una tasa de aprendizaje mayor llegará antes.</translation>
    </message>
    <message>
        <source>It begins to learn by heart: what it has not seen it reads worse. Augmentation helps.</source>
        <translation>Empieza a aprender de memoria: lee peor lo que no ha visto. El aumento de datos ayuda.</translation>
    </message>
    <message>
        <source>Augment</source>
        <translation>Aumentar</translation>
    </message>
</context>
<context>
    <name>LabRow</name>
    <message>
        <source>Noise in the weights of {0}</source>
        <translation>Ruido en los pesos de {0}</translation>
    </message>
    <message>
        <source>Random changes of all weights of {0}, in shares of how much they differ</source>
        <translation>Cambios al azar de todos los pesos de {0}, en proporción a cuánto varían</translation>
    </message>
    <message>
        <source>{0}: the ten digits</source>
        <translation>{0}: las diez cifras</translation>
    </message>
    <message>
        <source>{0}: {1} of {2} off</source>
        <translation>{0}: {1}/{2} apagados</translation>
    </message>
    <message>
        <source>{0}: {1} filters</source>
        <translation>{0}: {1} filtros</translation>
    </message>
    <message>
        <source>{0}: {1} neurons</source>
        <translation>{0}: {1} neuronas</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Ruido</translation>
    </message>
</context>
<context>
    <name>LabRun</name>
    <message>
        <source>{0}, lab</source>
        <translation>{0}, laboratorio</translation>
    </message>
    <message>
        <source>{0}, lab {1}</source>
        <translation>{0}, laboratorio {1}</translation>
    </message>
</context>
<context>
    <name>LabSection</name>
    <message>
        <source>Undo all</source>
        <translation>Deshacer todo</translation>
    </message>
    <message>
        <source>Switch everything on, and take the noise away</source>
        <translation>Encender todo y quitar el ruido</translation>
    </message>
    <message>
        <source>Keep as a run</source>
        <translation>Guardar como entrenamiento</translation>
    </message>
    <message>
        <source>Keep the changed weights on the page Runs, to read with them</source>
        <translation>Guardar los pesos cambiados en la página Entrenamientos, para leer con ellos</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>Laboratorio</translation>
    </message>
    <message>
        <source>Click a filter or a neuron to switch it off: the network then does without it, and you see on the pad and below what it was for. Drag to switch several.</source>
        <translation>Haga clic en un filtro o una neurona para apagarlos: la red sigue sin ellos, y en el área de dibujo y abajo se ve para qué servían. Arrastre para cambiar varios.</translation>
    </message>
    <message>
        <source>Reading the test digits…</source>
        <translation>Leyendo las cifras de prueba…</translation>
    </message>
    <message>
        <source>It reads {0} of {1} test digits right.</source>
        <translation>Lee bien el {0} de {1} cifras de prueba.</translation>
    </message>
    <message>
        <source>It read {0} of {1} test digits right; now …</source>
        <translation>Leía bien el {0} de {1} cifras de prueba; ahora…</translation>
    </message>
    <message>
        <source>{0} → {1} of {2} test digits read right (of all such digits {3} to {4})</source>
        <translation>{0} → {1} de {2} cifras de prueba bien leídas (de todas las cifras así, del {3} al {4})</translation>
    </message>
    <message>
        <source>the stronger, the more active with the digit on the pad</source>
        <translation>cuanto más intenso, más activo con la cifra del área de dibujo</translation>
    </message>
    <message>
        <source>the stronger, the larger its weights</source>
        <translation>cuanto más intenso, mayores son sus pesos</translation>
    </message>
    <message>
        <source>off</source>
        <translation>apagado</translation>
    </message>
    <message>
        <source>in a filter: ink here counts for it</source>
        <translation>en un filtro: la tinta aquí cuenta a favor</translation>
    </message>
    <message>
        <source>in a filter: ink here counts against it</source>
        <translation>en un filtro: la tinta aquí cuenta en contra</translation>
    </message>
</context>
<context>
    <name>LabSession</name>
    <message>
        <source>Lab: {0} off, and noise</source>
        <translation>Laboratorio: {0} apagados y ruido</translation>
    </message>
    <message>
        <source>Lab: {0} off</source>
        <translation>Laboratorio: {0} apagados</translation>
    </message>
    <message>
        <source>Lab: noise</source>
        <translation>Laboratorio: ruido</translation>
    </message>
    <message>
        <source>{0} is kept, on the page Runs</source>
        <translation>{0} está guardado en la página Entrenamientos</translation>
    </message>
</context>
<context>
    <name>Layers</name>
    <message>
        <source>The digit: {0} × {1} pixels</source>
        <translation>La cifra: {0} × {1} píxeles</translation>
    </message>
    <message>
        <source>{0}: weights of units that speak for {1}</source>
        <translation>{0}: pesos de unidades que hablan a favor del {1}</translation>
    </message>
    <message>
        <source>{0}: weights of units that speak against {1}</source>
        <translation>{0}: pesos de unidades que hablan en contra del {1}</translation>
    </message>
    <message>
        <source>{0}: {1} units</source>
        <translation>{0}: {1} unidades</translation>
    </message>
    <message>
        <source>{0}: weights</source>
        <translation>{0}: pesos</translation>
    </message>
    <message>
        <source>{0}: {1} maps of {2} × {3}</source>
        <translation>{0}: {1} mapas de {2} × {3}</translation>
    </message>
    <message>
        <source>The largest of each 2 × 2 pixels is kept.</source>
        <translation>De cada 2 × 2 píxeles queda el mayor.</translation>
    </message>
    <message>
        <source>What these find in the digit makes the answer less likely.</source>
        <translation>Lo que estas encuentran en la cifra hace menos probable la respuesta.</translation>
    </message>
    <message>
        <source>This is all that the network sees.</source>
        <translation>Esto es todo lo que ve la red.</translation>
    </message>
    <message>
        <source>Each map shows where a small pattern, its kernel, is found in the picture above.</source>
        <translation>Cada mapa muestra dónde se encuentra un pequeño patrón, su núcleo, en la imagen de arriba.</translation>
    </message>
    <message>
        <source>The largest of each 2 × 2 pixels is kept, and nothing of what is below 0.</source>
        <translation>De cada 2 × 2 píxeles queda el mayor, y nada de lo que es menos de 0.</translation>
    </message>
    <message>
        <source>Ink where its weights are above 0 makes a unit say more. The first one counts the most.</source>
        <translation>La tinta donde sus pesos son más de 0 hace que una unidad diga más. La primera es la que más cuenta.</translation>
    </message>
    <message>
        <source>Each unit turns all that is above into one number.</source>
        <translation>Cada unidad convierte todo lo de arriba en un solo número.</translation>
    </message>
    <message>
        <source>The patterns that this layer looks for in what it gets.</source>
        <translation>Los patrones que esta capa busca en lo que recibe.</translation>
    </message>
    <message>
        <source>{0}: for and against each digit</source>
        <translation>{0}: a favor y en contra de cada cifra</translation>
    </message>
    <message>
        <source>Units speak for a digit, to the right, and against it, to the left. The largest sum is the answer.</source>
        <translation>Las unidades hablan a favor de una cifra, hacia la derecha, y en contra, hacia la izquierda. La suma mayor es la respuesta.</translation>
    </message>
    <message>
        <source>Point at a picture or a bar to see how its value comes about. A click keeps it here while you draw.</source>
        <translation>Apunte a una imagen o una barra para ver de dónde sale su valor. Un clic lo deja aquí mientras dibuja.</translation>
    </message>
    <message>
        <source>Ink {0}. The network gets {1}: 0 is the average of all training digits.</source>
        <translation>Tinta {0}. La red recibe {1}: 0 es la media de todas las cifras de entrenamiento.</translation>
    </message>
    <message>
        <source>{0}, map {1}</source>
        <translation>{0}, mapa {1}</translation>
    </message>
    <message>
        <source>{0}, weights {1}</source>
        <translation>{0}, pesos {1}</translation>
    </message>
    <message>
        <source>For {0}: {1}. Against it: {2}. With the bias, {3}, the sum is {4}.</source>
        <translation>A favor del {0}: {1}. En contra: {2}. Con el sesgo, {3}, la suma es {4}.</translation>
    </message>
    <message>
        <source>{0}: the products add up to {1}. With the bias, {2}, that is {3}.</source>
        <translation>{0}: los productos suman {1}. Con el sesgo, {2}, son {3}.</translation>
    </message>
    <message>
        <source>ReLU makes it 0.</source>
        <translation>ReLU lo deja en 0.</translation>
    </message>
    <message>
        <source>{0}, map {1}: the largest of four is {2}, from row {3}, column {4} of the map above.</source>
        <translation>{0}, mapa {1}: el mayor de cuatro es {2}, de la fila {3}, columna {4} del mapa de arriba.</translation>
    </message>
    <message>
        <source>{0}, unit {1}</source>
        <translation>{0}, unidad {1}</translation>
    </message>
    <message>
        <source>{0}: {1}.</source>
        <translation>{0}: {1}.</translation>
    </message>
    <message>
        <source>It adds {0} to what speaks for {1}.</source>
        <translation>Suma {0} a lo que habla a favor del {1}.</translation>
    </message>
    <message>
        <source>unit {0} ({1})</source>
        <translation>unidad {0} ({1})</translation>
    </message>
    <message>
        <source>no unit</source>
        <translation>ninguna unidad</translation>
    </message>
</context>
<context>
    <name>LayersSection</name>
    <message>
        <source>Layers</source>
        <translation>Capas</translation>
    </message>
</context>
<context>
    <name>LayersView</name>
    <message>
        <source>Draw a digit to see what each layer makes of it.</source>
        <translation>Dibuje una cifra para ver qué hace de ella cada capa.</translation>
    </message>
    <message>
        <source>above 0, or for</source>
        <translation>más de 0, o a favor</translation>
    </message>
    <message>
        <source>below 0, or against</source>
        <translation>menos de 0, o en contra</translation>
    </message>
    <message>
        <source>strongest: the largest of a layer, or of a pattern</source>
        <translation>el más fuerte: el mayor de una capa, o de un patrón</translation>
    </message>
    <message>
        <source>blank: 0</source>
        <translation>en blanco: 0</translation>
    </message>
</context>
<context>
    <name>LearningPanel</name>
    <message>
        <source>Progress of learning</source>
        <translation>Progreso del aprendizaje</translation>
    </message>
    <message>
        <source>Learn mine</source>
        <translation>Aprender las mías</translation>
    </message>
    <message>
        <source>Teach the weights in use your digits, and forget no others</source>
        <translation>Enseñar sus cifras a los pesos en uso, sin olvidar ninguna otra</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Stop, and read with the weights before</source>
        <translation>Detener, y leer con los pesos de antes</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Read with what was learnt from now on</source>
        <translation>Leer desde ahora con lo aprendido</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Volver atrás</translation>
    </message>
    <message>
        <source>Go back to the weights before the learning</source>
        <translation>Volver a los pesos de antes del aprendizaje</translation>
    </message>
</context>
<context>
    <name>LibrarySession</name>
    <message>
        <source>Exported to {0}</source>
        <translation>Exportado a {0}</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>Training loss, by training steps</source>
        <translation>Pérdida de entrenamiento, por pasos</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>MNIST Desktop</source>
        <translation>MNIST Desktop</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Editar</translation>
    </message>
    <message>
        <source>This &amp;is</source>
        <translation>&amp;Esto es</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Tema</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation>En&amp;trenamiento</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
    <message>
        <source>Save with &amp;label</source>
        <translation>Guardar con &amp;etiqueta</translation>
    </message>
    <message>
        <source>About MNIST Desktop</source>
        <translation>Acerca de MNIST Desktop</translation>
    </message>
    <message>
        <source>&lt;h3&gt;MNIST Desktop {0}&lt;/h3&gt;&lt;p&gt;Draw digits or show a picture of some, have them read, and watch a neural network learn to read them.&lt;/p&gt;&lt;p&gt;The handwriting it learns from is the MNIST database of Yann LeCun, Corinna Cortes and Christopher J. C. Burges, licensed CC BY-SA 3.0.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;MNIST Desktop {0}&lt;/h3&gt;&lt;p&gt;Dibujar cifras o mostrar una imagen con algunas, hacer que se lean y ver cómo una red neuronal aprende a leerlas.&lt;/p&gt;&lt;p&gt;La escritura de la que aprende es la base de datos MNIST, de Yann LeCun, Corinna Cortes y Christopher J. C. Burges, con licencia CC BY-SA 3.0.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>MapSection</name>
    <message>
        <source>Map</source>
        <translation>Mapa</translation>
    </message>
    <message>
        <source>Map of digits</source>
        <translation>Mapa de cifras</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Capa</translation>
    </message>
    <message>
        <source>The layer whose outputs place the digits</source>
        <translation>La capa cuyas salidas sitúan las cifras</translation>
    </message>
    <message>
        <source>There is a map once the network has weights.</source>
        <translation>Habrá un mapa en cuanto la red tenga pesos.</translation>
    </message>
    <message>
        <source>the digit on the pad</source>
        <translation>la cifra dibujada</translation>
    </message>
    <message>
        <source>The digit on the pad lies among those labelled {0}.</source>
        <translation>La cifra dibujada está entre las de etiqueta {0}.</translation>
    </message>
    <message>
        <source>Draw a digit, and a star shows where it lies.</source>
        <translation>Dibuje una cifra y una estrella muestra dónde queda.</translation>
    </message>
    <message>
        <source>{0} test digits; arrow keys point at one, Enter puts it on the pad.</source>
        <translation>{0} cifras de prueba; las flechas señalan una, Intro la pone en el área de dibujo.</translation>
    </message>
    <message>
        <source>Each disc is a test digit. Those that are alike to the network lie together, and the map moves as it learns to tell them apart. A click puts one on the pad.</source>
        <translation>Cada disco es una cifra de prueba. Las que la red ve parecidas están juntas, y el mapa se mueve mientras aprende a distinguirlas. Un clic lleva una al área de dibujo.</translation>
    </message>
</context>
<context>
    <name>MatrixSection</name>
    <message>
        <source>Matrix</source>
        <translation>Matriz</translation>
    </message>
    <message>
        <source>Shares (%)</source>
        <translation>Partes (%)</translation>
    </message>
    <message>
        <source>Show the share of each row, not counts</source>
        <translation>Mostrar la parte de cada fila, no cantidades</translation>
    </message>
    <message>
        <source>Mistakes only</source>
        <translation>Solo errores</translation>
    </message>
    <message>
        <source>Hide the diagonal, where everything is right</source>
        <translation>Ocultar la diagonal, donde todo está bien</translation>
    </message>
    <message>
        <source>Rows: what it is. Columns: what it is read as.</source>
        <translation>Filas: lo que es. Columnas: lo que se lee.</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Ocultar</translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation>Ocultar el mensaje</translation>
    </message>
</context>
<context>
    <name>MineSession</name>
    <message>
        <source>Imported: {0} digits.</source>
        <translation>Importadas: {0} cifras.</translation>
    </message>
    <message>
        <source>Known already: {0}.</source>
        <translation>Ya conocidas: {0}.</translation>
    </message>
    <message>
        <source>Exported to {0}</source>
        <translation>Exportado a {0}</translation>
    </message>
</context>
<context>
    <name>Mistakes</name>
    <message>
        <source>Labelled {0}, read as {1}, {2} sure</source>
        <translation>Etiquetada {0}, se lee {1}, {2} de seguridad</translation>
    </message>
</context>
<context>
    <name>MistakesCommands</name>
    <message>
        <source>&amp;Next mistake</source>
        <translation>&amp;Siguiente error</translation>
    </message>
    <message>
        <source>Put the next one of the mistakes on the pad, in the order shown</source>
        <translation>Poner en el área de dibujo el siguiente de los errores, por el orden en que se ven</translation>
    </message>
    <message>
        <source>&amp;A digit from the test set</source>
        <translation>Una cifra de prue&amp;ba</translation>
    </message>
    <message>
        <source>Put any digit of the set on the pad, and say what it is once it is read</source>
        <translation>Poner en el área de dibujo una cifra cualquiera del conjunto y decir cuál es una vez leída</translation>
    </message>
</context>
<context>
    <name>MistakesSection</name>
    <message>
        <source>Mistakes</source>
        <translation>Errores</translation>
    </message>
</context>
<context>
    <name>MistakesView</name>
    <message>
        <source>Mistakes</source>
        <translation>Errores</translation>
    </message>
    <message>
        <source>What was read wrong. Enter puts a digit on the pad.</source>
        <translation>Lo que se leyó mal. Intro pone una cifra en el área de dibujo.</translation>
    </message>
    <message>
        <source>Read right: {0}, the most sure first</source>
        <translation>Bien leídas: {0}, por orden de seguridad</translation>
    </message>
    <message>
        <source>Read wrong: {0}, the most sure first</source>
        <translation>Mal leídas: {0}, por orden de seguridad</translation>
    </message>
    <message>
        <source>Once digits are tested, those that are read wrong are shown here.</source>
        <translation>En cuanto haya una prueba, aquí se verán las cifras que se leen mal.</translation>
    </message>
    <message>
        <source>Every digit was read right.</source>
        <translation>Todas las cifras se leyeron bien.</translation>
    </message>
    <message>
        <source>There are none of these.</source>
        <translation>No hay ninguna de estas.</translation>
    </message>
</context>
<context>
    <name>MomentSlider</name>
    <message>
        <source>Moment of the training</source>
        <translation>Momento del entrenamiento</translation>
    </message>
</context>
<context>
    <name>MomentsToTest</name>
    <message>
        <source>{0} before training</source>
        <translation>{0} antes de entrenar</translation>
    </message>
    <message>
        <source>{0} after epoch {1}</source>
        <translation>{0} tras la época {1}</translation>
    </message>
    <message>
        <source>{0} at epoch {1}</source>
        <translation>{0} en la época {1}</translation>
    </message>
    <message>
        <source>Step {0} of {1}.
The weights of a moment are kept with less precision, so that of 10,000 digits a few may be read differently.</source>
        <translation>Paso {0} de {1}.
Los pesos de un momento se guardan con menos precisión: de 10 000 cifras, unas pocas pueden leerse de otro modo.</translation>
    </message>
</context>
<context>
    <name>MyDigits</name>
    <message>
        <source>Labelled {0}</source>
        <translation>Etiquetada {0}</translation>
    </message>
    <message>
        <source>Read as {0} at that time ({1})</source>
        <translation>Entonces se leyó {0} ({1})</translation>
    </message>
    <message>
        <source>Read as {0} at that time, but not sure ({1})</source>
        <translation>Entonces se leyó {0}, pero en duda ({1})</translation>
    </message>
    <message>
        <source>Read as {0} now ({1})</source>
        <translation>Ahora se lee {0} ({1})</translation>
    </message>
    <message>
        <source>Read as {0} now, but not sure ({1})</source>
        <translation>Ahora se lee {0}, pero en duda ({1})</translation>
    </message>
    <message>
        <source>{0}, read as {1}</source>
        <translation>{0}, se lee {1}</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>en duda</translation>
    </message>
    <message>
        <source>contradicts the rest</source>
        <translation>contradice al resto</translation>
    </message>
    <message>
        <source>learnt</source>
        <translation>aprendida</translation>
    </message>
    <message>
        <source>The weights in use have learnt from it.</source>
        <translation>Los pesos en uso han aprendido de ella.</translation>
    </message>
    <message>
        <source>Its label contradicts the rest: perhaps a wrong key was pressed.
It is not learnt unless you give it another label or say that it is right.</source>
        <translation>Su etiqueta contradice al resto: quizá se pulsó una tecla equivocada.
No se aprende mientras no le dé otra etiqueta o diga que es correcta.</translation>
    </message>
</context>
<context>
    <name>NearestSection</name>
    <message>
        <source>Nearest</source>
        <translation>Parecidas</translation>
    </message>
    <message>
        <source>Enter puts a digit on the pad.</source>
        <translation>Intro pone una cifra en el área de dibujo.</translation>
    </message>
    <message>
        <source>It reminds me of these</source>
        <translation>Me recuerda a estas</translation>
    </message>
    <message>
        <source>Draw a digit, and the network shows what it reminds it of.</source>
        <translation>Dibuje una cifra y la red muestra a cuáles le recuerda.</translation>
    </message>
    <message>
        <source>Nearest of another digit</source>
        <translation>Las más parecidas de otra cifra</translation>
    </message>
    <message>
        <source>Nearest of another digit than {0}</source>
        <translation>Las más parecidas que no son {0}</translation>
    </message>
    <message>
        <source>Among all {0} training digits</source>
        <translation>Entre las {0} cifras de entrenamiento</translation>
    </message>
    <message>
        <source>Among {0} of {1} training digits</source>
        <translation>Entre {0} de {1} cifras de entrenamiento</translation>
    </message>
    <message>
        <source>The network looks at the training digits: {0}</source>
        <translation>La red mira las cifras de entrenamiento: {0}</translation>
    </message>
    <message>
        <source>A training digit labelled {0}, at a distance of {1}</source>
        <translation>Una cifra de entrenamiento con etiqueta {0}, a una distancia de {1}</translation>
    </message>
    <message>
        <source>The training digits that the network can hardly tell from yours: the smaller the number below one, the more alike the two are in its last hidden layer. A click puts one on the pad.</source>
        <translation>Las cifras de entrenamiento que la red apenas distingue de la suya: cuanto menor es el número de debajo, más se parecen en su última capa oculta. Un clic lleva una al área de dibujo.</translation>
    </message>
</context>
<context>
    <name>NetworkInput</name>
    <message>
        <source>What the network receives: 28 by 28 pixels</source>
        <translation>Lo que recibe la red: 28 por 28 píxeles</translation>
    </message>
</context>
<context>
    <name>Nudge</name>
    <message>
        <source>{0} px right</source>
        <translation>{0} px a la derecha</translation>
    </message>
    <message>
        <source>{0} px left</source>
        <translation>{0} px a la izquierda</translation>
    </message>
    <message>
        <source>{0} px down</source>
        <translation>{0} px abajo</translation>
    </message>
    <message>
        <source>{0} px up</source>
        <translation>{0} px arriba</translation>
    </message>
    <message>
        <source>{0}° clockwise</source>
        <translation>{0}° a la derecha</translation>
    </message>
    <message>
        <source>{0}° anticlockwise</source>
        <translation>{0}° a la izquierda</translation>
    </message>
    <message>
        <source>pen {0} px wider</source>
        <translation>trazo {0} px más ancho</translation>
    </message>
    <message>
        <source>pen {0} px thinner</source>
        <translation>trazo {0} px más fino</translation>
    </message>
</context>
<context>
    <name>NudgePane</name>
    <message>
        <source>Turn</source>
        <translation>Giro</translation>
    </message>
    <message>
        <source>Pen</source>
        <translation>Trazo</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>Read the digit as it is drawn (Home or Esc)</source>
        <translation>Leer la cifra tal como está dibujada (Inicio o Esc)</translation>
    </message>
    <message>
        <source>Nudge the digit</source>
        <translation>Desplazar la cifra</translation>
    </message>
    <message>
        <source>Arrows move, with Shift they turn; + and − change the pen</source>
        <translation>Las flechas mueven, con Mayús giran; + y − cambian el trazo</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Moved by up to 6 pixels, it reads the same digit at {0} of {1} places</source>
        <translation>Movida hasta 6 píxeles, se lee la misma cifra en {0} de {1} posiciones</translation>
    </message>
    <message>
        <source>Reads the same when moved:</source>
        <translation>Lee lo mismo si se mueve:</translation>
    </message>
</context>
<context>
    <name>Number</name>
    <message>
        <source>The whole number that was read</source>
        <translation>El número completo que se leyó</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>en duda</translation>
    </message>
</context>
<context>
    <name>PadFormats</name>
    <message>
        <source>Picture (*.png)</source>
        <translation>Imagen (*.png)</translation>
    </message>
    <message>
        <source>Curves, for drawing programs (*.svg)</source>
        <translation>Curvas, para programas de dibujo (*.svg)</translation>
    </message>
    <message>
        <source>Drawing file (*.json)</source>
        <translation>Archivo de dibujo (*.json)</translation>
    </message>
</context>
<context>
    <name>PadInput</name>
    <message>
        <source>{0} is on the pad; {1} more can be shown.</source>
        <translation>{0} está en el área de dibujo; se pueden mostrar {1} más.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
</context>
<context>
    <name>PadMime</name>
    <message>
        <source>Pasted or dropped</source>
        <translation>Lo pegado o soltado</translation>
    </message>
</context>
<context>
    <name>PadOutput</name>
    <message>
        <source>Saved to {0}</source>
        <translation>Guardado en {0}</translation>
    </message>
</context>
<context>
    <name>PadPanel</name>
    <message>
        <source>Pen width</source>
        <translation>Grosor del lápiz</translation>
    </message>
    <message>
        <source>Pen width ([ and ], or the wheel over the pad); changes the looks, not the reading</source>
        <translation>Grosor del lápiz ([ y ], o la rueda sobre el área de dibujo); cambia el aspecto, no la lectura</translation>
    </message>
    <message>
        <source>{0} px</source>
        <translation>{0} px</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Train</source>
        <translation>Entrenar</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Entrenamientos</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prueba</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>Interior</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Mías</translation>
    </message>
</context>
<context>
    <name>PlanFields</name>
    <message>
        <source>Data set</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>Aumento de datos</translation>
    </message>
    <message>
        <source>Change each image a little, anew each time, so that the network learns to read more hands. Recommended only moves it; other presets also turn, shear and bend it, which takes longer.</source>
        <translation>Cambiar un poco cada imagen, cada vez de nuevo, para que la red aprenda a leer más letras. Recomendado solo la desplaza; los demás ajustes también la giran, inclinan y doblan, lo que tarda más.</translation>
    </message>
</context>
<context>
    <name>Plot</name>
    <message>
        <source>momentum {0}</source>
        <translation>momento {0}</translation>
    </message>
    <message>
        <source>rate {0}</source>
        <translation>tasa {0}</translation>
    </message>
</context>
<context>
    <name>PlotBoard</name>
    <message>
        <source>Loss by epoch</source>
        <translation>Pérdida por época</translation>
    </message>
    <message>
        <source>Accuracy by epoch</source>
        <translation>Exactitud por época</translation>
    </message>
</context>
<context>
    <name>PlotFrame</name>
    <message>
        <source>The plots come in a moment</source>
        <translation>Las gráficas llegan en un momento</translation>
    </message>
</context>
<context>
    <name>PlotTools</name>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Loss on a logarithmic scale</source>
        <translation>Pérdida en escala logarítmica</translation>
    </message>
    <message>
        <source>Reset view</source>
        <translation>Restablecer la vista</translation>
    </message>
    <message>
        <source>Show all and follow the run (or double-click a plot)</source>
        <translation>Mostrar todo y seguir el entrenamiento (o doble clic en una gráfica)</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Suavizado</translation>
    </message>
    <message>
        <source>Smoothing of the training loss; at the left there is none</source>
        <translation>Suavizado de la pérdida de entrenamiento; a la izquierda no hay</translation>
    </message>
</context>
<context>
    <name>Plots</name>
    <message>
        <source>Loss</source>
        <translation>Pérdida</translation>
    </message>
    <message>
        <source>Loss (nats)</source>
        <translation>Pérdida (nats)</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Época</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Exactitud</translation>
    </message>
    <message>
        <source>Accuracy (%)</source>
        <translation>Exactitud (%)</translation>
    </message>
    <message>
        <source>training</source>
        <translation>entrenamiento</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>validación</translation>
    </message>
    <message>
        <source>test</source>
        <translation>prueba</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Entrenamiento</translation>
    </message>
    <message>
        <source>Epoch {0}</source>
        <translation>Época {0}</translation>
    </message>
</context>
<context>
    <name>PreviewMark</name>
    <message>
        <source>What reads for now</source>
        <translation>Lo que lee por ahora</translation>
    </message>
</context>
<context>
    <name>ProbabilityBars</name>
    <message>
        <source>Probabilities of the ten digits</source>
        <translation>Probabilidades de las diez cifras</translation>
    </message>
    <message>
        <source>This is {0}: keep it as a sample</source>
        <translation>Esto es {0}: guardarlo como muestra</translation>
    </message>
    <message>
        <source>{0}; the other network: {1}</source>
        <translation>{0}; la otra red: {1}</translation>
    </message>
    <message>
        <source>Nothing to show yet</source>
        <translation>Todavía no hay nada que mostrar</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>{file} cannot be written: {reason}</source>
        <translation>no se puede escribir {file}: {reason}</translation>
    </message>
    <message>
        <source>{file} is the checkpoint itself: choose another file</source>
        <translation>{file} es el propio punto de control: elija otro archivo</translation>
    </message>
    <message>
        <source>{file} is itself read: choose another file</source>
        <translation>{file} es uno de los que se leen: elija otro archivo</translation>
    </message>
    <message>
        <source>{file}: {reason}</source>
        <translation>{file}: {reason}</translation>
    </message>
    <message>
        <source>{file}:{line}: {reason}</source>
        <translation>{file}:{line}: {reason}</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>no existe ese archivo</translation>
    </message>
    <message>
        <source>not a file</source>
        <translation>no es un archivo</translation>
    </message>
    <message>
        <source>the file is damaged</source>
        <translation>el archivo está dañado</translation>
    </message>
    <message>
        <source>{reason}</source>
        <translation>{reason}</translation>
    </message>
    <message>
        <source>{file} is missing: install mnist-desktop again to get it back</source>
        <translation>falta {file}: para recuperarlo, vuelva a instalar mnist-desktop</translation>
    </message>
    <message>
        <source>{file} cannot be read ({reason}): install mnist-desktop again to repair it</source>
        <translation>no se puede leer {file} ({reason}): para repararlo, vuelva a instalar mnist-desktop</translation>
    </message>
    <message>
        <source>{file} is not the original (its checksum differs): install mnist-desktop again to repair it</source>
        <translation>{file} no es el original (su suma de comprobación es otra): para repararlo, vuelva a instalar mnist-desktop</translation>
    </message>
    <message>
        <source>a stroke is a list of at least one point</source>
        <translation>un trazo es una lista de al menos un punto</translation>
    </message>
    <message>
        <source>a point is [x, y] or [x, y, pressure]</source>
        <translation>un punto es [x, y] o [x, y, presión]</translation>
    </message>
    <message>
        <source>a stroke holds a coordinate that is not a number</source>
        <translation>un trazo contiene una coordenada que no es un número</translation>
    </message>
    <message>
        <source>a stroke needs one pressure for each point, or none</source>
        <translation>un trazo necesita una presión por punto, o ninguna</translation>
    </message>
    <message>
        <source>not a drawing: &quot;format&quot; must be &quot;{format}&quot;</source>
        <translation>no es un dibujo: &quot;format&quot; debe ser &quot;{format}&quot;</translation>
    </message>
    <message>
        <source>version {version} is not known here; this program reads version {known}</source>
        <translation>no se conoce la versión {version}; este programa lee la versión {known}</translation>
    </message>
    <message>
        <source>it has no &quot;strokes&quot;</source>
        <translation>le falta &quot;strokes&quot;</translation>
    </message>
    <message>
        <source>&quot;canvas&quot; must be [width, height] in pixels</source>
        <translation>&quot;canvas&quot; debe ser [anchura, altura] en píxeles</translation>
    </message>
    <message>
        <source>there is no sample to learn from: draw a digit and press its key</source>
        <translation>no hay ninguna muestra de la que aprender: dibuje una cifra y pulse su tecla</translation>
    </message>
    <message>
        <source>the samples contradict each other, so there is nothing to learn: look at their labels</source>
        <translation>las muestras se contradicen entre sí, así que no hay nada que aprender: revise sus etiquetas</translation>
    </message>
    <message>
        <source>{count} of {of} drawings contradict the rest and are left out; look at the labels of these, in their order: {numbers}</source>
        <translation>{count} de {of} dibujos contradicen al resto y no se aprenden; revise las etiquetas de estos, por orden: {numbers}</translation>
    </message>
    <message>
        <source>there is no drawing with a label to learn from</source>
        <translation>no hay ningún dibujo con etiqueta del que aprender</translation>
    </message>
    <message>
        <source>drawings are learnt by weights that can read already: name them with --from</source>
        <translation>los dibujos los aprenden pesos que ya saben leer: indíquelos con --from</translation>
    </message>
    <message>
        <source>the drawing has no label</source>
        <translation>el dibujo no tiene etiqueta</translation>
    </message>
    <message>
        <source>its image is not one of 28×28 pixels</source>
        <translation>su imagen no es de 28×28 píxeles</translation>
    </message>
    <message>
        <source>another window is writing to {file}: wait until it is done, and try again</source>
        <translation>otra ventana está escribiendo en {file}: espere a que termine y vuelva a intentarlo</translation>
    </message>
    <message>
        <source>longer than any drawing</source>
        <translation>más larga que cualquier dibujo</translation>
    </message>
    <message>
        <source>samples that cannot be read: {count:,} (they stay in the file: mend them there, or remove them); the first: {reason}</source>
        <translation>muestras que no se pueden leer: {count:,} (siguen en el archivo: corríjalas allí o quítelas); la primera: {reason}</translation>
    </message>
    <message>
        <source>{file}: the name must end in one of {known}</source>
        <translation>{file}: el nombre debe terminar en uno de estos: {known}</translation>
    </message>
    <message>
        <source>label {label} is not a digit from 0 to 9</source>
        <translation>la etiqueta {label} no es una cifra de 0 a 9</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>entrada estándar</translation>
    </message>
    <message>
        <source>not valid JSON</source>
        <translation>no es JSON válido</translation>
    </message>
    <message>
        <source>longer than any drawing; the rest is not read</source>
        <translation>más larga que cualquier dibujo; el resto no se lee</translation>
    </message>
    <message>
        <source>there is neither a picture nor a drawing in it</source>
        <translation>no contiene ni una imagen ni un dibujo</translation>
    </message>
    <message>
        <source>{address} is on the web, and nothing is fetched: save the picture to a file, and open that</source>
        <translation>{address} está en la web, y no se descarga nada: guarde la imagen en un archivo y ábralo</translation>
    </message>
    <message>
        <source>{address} is not on this computer: copy the file here, and open that</source>
        <translation>{address} no está en este equipo: copie aquí el archivo y ábralo</translation>
    </message>
    <message>
        <source>{count:,} cannot be read; the first: {reason}</source>
        <translation>{count:,} no se pueden leer; el primero: {reason}</translation>
    </message>
    <message>
        <source>nothing is drawn on it</source>
        <translation>no hay nada dibujado</translation>
    </message>
    <message>
        <source>{file}: one drawing is read at a time; it holds more, or none</source>
        <translation>{file}: se lee un dibujo cada vez; contiene más, o ninguno</translation>
    </message>
    <message>
        <source>an array must be a grey or colour picture of finite numbers, or a 28×28 digit image, not {shape} {dtype}</source>
        <translation>una matriz debe ser una imagen en gris o en color de números finitos, o una imagen de una cifra de 28×28, no {shape} {dtype}</translation>
    </message>
    <message>
        <source>it is a folder, not a file</source>
        <translation>es una carpeta, no un archivo</translation>
    </message>
    <message>
        <source>not a PNG, JPEG, BMP, WebP, TIFF, GIF or AVIF picture, or a damaged one</source>
        <translation>no es una imagen PNG, JPEG, BMP, WebP, TIFF, GIF o AVIF, o está dañada</translation>
    </message>
    <message>
        <source>a HEIC picture is read once pillow-heif is installed: install it, or save the picture as JPEG</source>
        <translation>una imagen HEIC se lee cuando pillow-heif está instalado: instálelo, o guarde la imagen como JPEG</translation>
    </message>
    <message>
        <source>{width:,}×{height:,} pixels are too many: make it smaller than {limit:,}</source>
        <translation>{width:,}×{height:,} píxeles son demasiados: redúzcala a menos de {limit:,}</translation>
    </message>
    <message>
        <source>too many pixels: make it smaller than {limit:,}</source>
        <translation>demasiados píxeles: redúzcala a menos de {limit:,}</translation>
    </message>
    <message>
        <source>a pixel is not a number</source>
        <translation>un píxel no es un número</translation>
    </message>
    <message>
        <source>a pixel is {value:g}: it must be in 0…255, or in 0…1</source>
        <translation>un píxel es {value:g}: debe estar en 0…255, o en 0…1</translation>
    </message>
    <message>
        <source>{count:,} values in a row: a digit has 784 pixels, with or without a label</source>
        <translation>{count:,} valores en una fila: una cifra tiene 784 píxeles, con etiqueta o sin ella</translation>
    </message>
    <message>
        <source>digits must be n×28×28 or n×784 numbers, not {shape} of the type {dtype}</source>
        <translation>las cifras deben ser números de n×28×28 o n×784, no {shape} del tipo {dtype}</translation>
    </message>
    <message>
        <source>labels must be a list of numbers, not {shape} of the type {dtype}</source>
        <translation>las etiquetas deben ser una lista de números, no {shape} del tipo {dtype}</translation>
    </message>
    <message>
        <source>{images:,} digits but {labels:,} labels</source>
        <translation>{images:,} cifras pero {labels:,} etiquetas</translation>
    </message>
    <message>
        <source>it has no array of digits, which are named {known}; it has only: {names}</source>
        <translation>no contiene ninguna matriz de cifras, que se llaman {known}; solo contiene: {names}</translation>
    </message>
    <message>
        <source>an array in Fortran&apos;s order must be smaller than {limit:,} MiB</source>
        <translation>una matriz en el orden de Fortran debe ser menor de {limit:,} MiB</translation>
    </message>
    <message>
        <source>{source}: it has no label</source>
        <translation>{source}: no tiene etiqueta</translation>
    </message>
    <message>
        <source>there is no drawing to score</source>
        <translation>no hay ningún dibujo que evaluar</translation>
    </message>
    <message>
        <source>there is no digit of yours to test on: draw one, and press its key</source>
        <translation>no hay ninguna cifra suya con la que probar: dibuje una y pulse su tecla</translation>
    </message>
    <message>
        <source>the digits were changed between the two scorings: score both again to compare them</source>
        <translation>las cifras cambiaron entre las dos evaluaciones: vuelva a evaluar ambas para compararlas</translation>
    </message>
    <message>
        <source>{name}: images must be 28×28 and labels a list, not {images} and {labels}</source>
        <translation>{name}: las imágenes deben ser de 28×28 y las etiquetas una lista, no {images} y {labels}</translation>
    </message>
    <message>
        <source>{name}: {images} images but {labels} labels</source>
        <translation>{name}: {images} imágenes pero {labels} etiquetas</translation>
    </message>
    <message>
        <source>{name}: a label is {label}, which is no digit</source>
        <translation>{name}: una etiqueta es {label}, que no es una cifra</translation>
    </message>
    <message>
        <source>{name}: not an IDX file of bytes</source>
        <translation>{name}: no es un archivo IDX de bytes</translation>
    </message>
    <message>
        <source>{name}: its length does not fit its header, which says {shape}</source>
        <translation>{name}: su longitud no concuerda con su cabecera, que dice {shape}</translation>
    </message>
    <message>
        <source>there is no data set {dataset}; there are {known}</source>
        <translation>no existe el conjunto de datos {dataset}; hay {known}</translation>
    </message>
    <message>
        <source>{dataset} cannot be read ({reason}): delete {file} and try again</source>
        <translation>no se puede leer {dataset} ({reason}): borre {file} y vuelva a intentarlo</translation>
    </message>
    <message>
        <source>{dataset} could not be fetched ({reason}): check the connection, or delete {folder} and try again</source>
        <translation>no se pudo descargar {dataset} ({reason}): compruebe la conexión, o borre {folder} y vuelva a intentarlo</translation>
    </message>
    <message>
        <source>torchvision does not work here ({reason}): install the one that matches torch {torch}; everything but further data sets works without it</source>
        <translation>torchvision no funciona aquí ({reason}): instale la versión que corresponde a torch {torch}; sin él funciona todo menos los demás conjuntos de datos</translation>
    </message>
    <message>
        <source>{option} must be between {low:g} and {high:g}</source>
        <translation>{option} debe estar entre {low:g} y {high:g}</translation>
    </message>
    <message>
        <source>{option} must be one of {choices}</source>
        <translation>{option} debe ser uno de estos valores: {choices}</translation>
    </message>
    <message>
        <source>{option} must be true or false</source>
        <translation>{option} debe ser verdadero o falso</translation>
    </message>
    <message>
        <source>there is no option {option}</source>
        <translation>no existe la opción {option}</translation>
    </message>
    <message>
        <source>a run is resumed as it began: {options} cannot be changed by --resume</source>
        <translation>un entrenamiento se reanuda como empezó: --resume no permite cambiar {options}</translation>
    </message>
    <message>
        <source>not the plan of a run: {reason}</source>
        <translation>no es el plan de un entrenamiento: {reason}</translation>
    </message>
    <message>
        <source>there is no network {network}; there are {known}</source>
        <translation>no existe la red {network}; hay {known}</translation>
    </message>
    <message>
        <source>this machine has no &quot;{device}&quot; device: use auto or cpu</source>
        <translation>esta máquina no tiene ningún dispositivo &quot;{device}&quot;: use auto o cpu</translation>
    </message>
    <message>
        <source>cannot hold out {hold_out} of {count} training images</source>
        <translation>no se pueden reservar {hold_out} de {count} imágenes de entrenamiento</translation>
    </message>
    <message>
        <source>a calibration is three finite numbers, its temperature above 0</source>
        <translation>una calibración son tres números finitos, con temperatura mayor que 0</translation>
    </message>
    <message>
        <source>not a checkpoint, or a damaged one</source>
        <translation>no es un punto de control, o está dañado</translation>
    </message>
    <message>
        <source>too large for a checkpoint</source>
        <translation>demasiado grande para un punto de control</translation>
    </message>
    <message>
        <source>not a checkpoint of mnist-desktop</source>
        <translation>no es un punto de control de mnist-desktop</translation>
    </message>
    <message>
        <source>written by a newer mnist-desktop (format {version}); this one reads up to format {known}</source>
        <translation>escrito por un mnist-desktop más nuevo (formato {version}); este lee hasta el formato {known}</translation>
    </message>
    <message>
        <source>what it says of itself makes no sense ({reason}): use another copy</source>
        <translation>lo que dice de sí mismo no tiene sentido ({reason}): use otra copia</translation>
    </message>
    <message>
        <source>its checksum does not match: it is damaged; use another copy</source>
        <translation>su suma de comprobación no concuerda: está dañado; use otra copia</translation>
    </message>
    <message>
        <source>it holds a {network}, not a {expected}</source>
        <translation>contiene una {network}, no una {expected}</translation>
    </message>
    <message>
        <source>tensors are missing or unknown: {names}</source>
        <translation>faltan tensores o no se conocen: {names}</translation>
    </message>
    <message>
        <source>{name} is {found}, not {wanted}</source>
        <translation>{name} es {found}, no {wanted}</translation>
    </message>
    <message>
        <source>{name} holds values that are not finite</source>
        <translation>{name} contiene valores que no son finitos</translation>
    </message>
    <message>
        <source>there is no run {run}</source>
        <translation>no existe el entrenamiento {run}</translation>
    </message>
    <message>
        <source>another window uses this run: close it there first</source>
        <translation>otra ventana usa este entrenamiento: ciérrelo allí primero</translation>
    </message>
    <message>
        <source>a run is under way: stop it first</source>
        <translation>hay un entrenamiento en curso: deténgalo primero</translation>
    </message>
    <message>
        <source>{network} cannot read: {reason}; the factory weights read instead</source>
        <translation>{network} no puede leer: {reason}; leen en su lugar los pesos de fábrica</translation>
    </message>
    <message>
        <source>{network} has no weights yet: train it, or install mnist-desktop again</source>
        <translation>{network} aún no tiene pesos: entrénela o vuelva a instalar mnist-desktop</translation>
    </message>
    <message>
        <source>{network} cannot read: {reason}; install mnist-desktop again to repair it</source>
        <translation>{network} no puede leer: {reason}; para repararlo, vuelva a instalar mnist-desktop</translation>
    </message>
    <message>
        <source>{run} could not be saved: {reason}</source>
        <translation>no se pudo guardar {run}: {reason}</translation>
    </message>
    <message>
        <source>this file holds weights alone, and no run to resume</source>
        <translation>este archivo solo contiene pesos, sin entrenamiento que reanudar</translation>
    </message>
    <message>
        <source>{run} cannot be resumed: it began on other data than {dataset} holds now</source>
        <translation>no se puede reanudar {run}: empezó con otros datos que los que ahora contiene {dataset}</translation>
    </message>
    <message>
        <source>the run cannot be resumed where it stopped: {reason}</source>
        <translation>no se puede reanudar el entrenamiento donde se detuvo: {reason}</translation>
    </message>
    <message>
        <source>the loss went out of bounds; try a tenth of the learning rate (--learning-rate)</source>
        <translation>la pérdida se ha disparado; pruebe una décima parte de la tasa de aprendizaje (--learning-rate)</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>detenido</translation>
    </message>
    <message>
        <source>stopped; resume it by: mnist-desktop train --resume {file}</source>
        <translation>detenido; para reanudarlo: mnist-desktop train --resume {file}</translation>
    </message>
    <message>
        <source>something went wrong ({kind}); the details are in {log}</source>
        <translation>algo ha fallado ({kind}); los detalles están en {log}</translation>
    </message>
    <message>
        <source>something went wrong ({kind}); the details could not be kept in {log}</source>
        <translation>algo ha fallado ({kind}); los detalles no se pudieron guardar en {log}</translation>
    </message>
    <message>
        <source>settings and the log are not kept: {folder} cannot be written</source>
        <translation>no se guardan ni los ajustes ni el registro: no se puede escribir en {folder}</translation>
    </message>
    <message>
        <source>there is no display to open the window on, or a library that Qt needs for it is missing (the log says which); the commands predict, train and evaluate need none (see mnist-desktop --help)</source>
        <translation>no hay pantalla donde abrir la ventana, o falta una biblioteca que Qt necesita (el registro dice cuál); las órdenes predict, train y evaluate no necesitan ninguna (véase mnist-desktop --help)</translation>
    </message>
    <message>
        <source>Qt cannot go on: {reason}</source>
        <translation>Qt no puede continuar: {reason}</translation>
    </message>
    <message>
        <source>icons are missing or damaged ({files}): install mnist-desktop again to repair them</source>
        <translation>faltan iconos o están dañados ({files}): para repararlos, vuelva a instalar mnist-desktop</translation>
    </message>
    <message>
        <source>the program speaks English: {file} is missing or damaged; install mnist-desktop again to repair it</source>
        <translation>el programa habla inglés: {file} falta o está dañado; para repararlo, vuelva a instalar mnist-desktop</translation>
    </message>
</context>
<context>
    <name>ReadingHeader</name>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Comparar</translation>
    </message>
    <message>
        <source>Let both networks read, and see where they disagree</source>
        <translation>Hacer que lean las dos redes y ver en qué no coinciden</translation>
    </message>
    <message>
        <source>&amp;Nudge</source>
        <translation>&amp;Desplazar</translation>
    </message>
    <message>
        <source>Move, turn and thicken what the network receives, and see where it reads something else</source>
        <translation>Mover, girar y engrosar lo que recibe la red y ver dónde lee otra cosa</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Red</translation>
    </message>
</context>
<context>
    <name>ReadingPanel</name>
    <message>
        <source>Getting ready…</source>
        <translation>Preparando…</translation>
    </message>
    <message>
        <source>No weights to read with</source>
        <translation>No hay pesos con los que leer</translation>
    </message>
    <message>
        <source>Nothing drawn yet</source>
        <translation>Todavía no hay dibujo</translation>
    </message>
    <message>
        <source>What it receives, nudged</source>
        <translation>Lo que recibe, desplazado</translation>
    </message>
    <message>
        <source>Reading the picture…</source>
        <translation>Leyendo la imagen…</translation>
    </message>
    <message>
        <source>No digit found</source>
        <translation>No hay ninguna cifra</translation>
    </message>
    <message>
        <source>{0} sure</source>
        <translation>{0} de seguridad</translation>
    </message>
    <message>
        <source>Not sure: {0} or {1}?</source>
        <translation>Duda: ¿{0} o {1}?</translation>
    </message>
    <message>
        <source>Not sure: {0}?</source>
        <translation>Duda: ¿{0}?</translation>
    </message>
    <message>
        <source>What the network receives</source>
        <translation>Lo que recibe la red</translation>
    </message>
</context>
<context>
    <name>ReadingSession</name>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>Open &amp;recent</source>
        <translation>Abrir &amp;reciente</translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation>&amp;Vaciar la lista</translation>
    </message>
</context>
<context>
    <name>RecoverySession</name>
    <message>
        <source>The program crashed last time; the details are in {0}. The drawing is back on the pad.</source>
        <translation>La última vez el programa se cerró por un fallo; los detalles están en {0}. El dibujo vuelve a estar en el área de dibujo.</translation>
    </message>
    <message>
        <source>The program crashed last time; the details are in {0}.</source>
        <translation>La última vez el programa se cerró por un fallo; los detalles están en {0}.</translation>
    </message>
</context>
<context>
    <name>ReliabilityDiagram</name>
    <message>
        <source>Reliability diagram</source>
        <translation>Diagrama de fiabilidad</translation>
    </message>
    <message>
        <source>Across: how sure. Up: how often right.</source>
        <translation>Horizontal: seguridad. Vertical: aciertos.</translation>
    </message>
    <message>
        <source>{0} digits: {1} sure, {2} right ({3} to {4})</source>
        <translation>{0} cifras: {1} de seguridad, {2} de aciertos (de {3} a {4})</translation>
    </message>
</context>
<context>
    <name>ReliabilitySection</name>
    <message>
        <source>Calibration</source>
        <translation>Calibración</translation>
    </message>
    <message>
        <source>Confidence is off by {0} on average (expected calibration error). Above the dashed line it is too modest, below too sure; hollow discs are off by more than chance explains.</source>
        <translation>La confianza se desvía un {0} de media (error de calibración esperado). Por encima de la línea discontinua es demasiado modesta; por debajo, excesiva. Los discos huecos se desvían más de lo que explica el azar.</translation>
    </message>
</context>
<context>
    <name>ResultTable</name>
    <message>
        <source>Before</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>Change (points)</source>
        <translation>Cambio (puntos)</translation>
    </message>
    <message>
        <source>My digits</source>
        <translation>Mis cifras</translation>
    </message>
    <message>
        <source>Too few of your digits were new to measure how such digits are read: all were learnt.</source>
        <translation>Muy pocas de sus cifras eran nuevas para medir cómo se leen otras así: se aprendieron todas.</translation>
    </message>
    <message>
        <source>“My digits” are {0} of yours, each read by weights that had not learnt it.</source>
        <translation>«Mis cifras» son {0} de las suyas, leída cada una con pesos que no habían aprendido de ella.</translation>
    </message>
</context>
<context>
    <name>RoundBar</name>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Siguiente</translation>
    </message>
    <message>
        <source>Keep what is on the pad, and go on</source>
        <translation>Guardar lo dibujado y continuar</translation>
    </message>
    <message>
        <source>S&amp;kip</source>
        <translation>Sal&amp;tar</translation>
    </message>
    <message>
        <source>Go on without this digit</source>
        <translation>Continuar sin esta cifra</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Detener</translation>
    </message>
    <message>
        <source>End the round; what was kept stays</source>
        <translation>Terminar la ronda; lo guardado se conserva</translation>
    </message>
    <message>
        <source>Write {0}</source>
        <translation>Escriba {0}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} de {1}</translation>
    </message>
    <message>
        <source>{0} of {1}: nothing is written yet</source>
        <translation>{0} de {1}: aún no hay nada escrito</translation>
    </message>
</context>
<context>
    <name>RunDescription</name>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>{0}, learning rate {1}, momentum {2}, batch size {3}</source>
        <translation>{0}, tasa de aprendizaje {1}, momento {2}, lotes de {3}</translation>
    </message>
    <message>
        <source>weight decay {0}</source>
        <translation>decaimiento de pesos {0}</translation>
    </message>
    <message>
        <source>one-cycle schedule</source>
        <translation>plan de un ciclo</translation>
    </message>
    <message>
        <source>weights averaged by {0}</source>
        <translation>pesos promediados con {0}</translation>
    </message>
    <message>
        <source>augmentation</source>
        <translation>aumento de datos</translation>
    </message>
    <message>
        <source>{0} digits held out</source>
        <translation>{0} cifras reservadas</translation>
    </message>
    <message>
        <source>{0} pen digits</source>
        <translation>{0} cifras a lápiz</translation>
    </message>
    <message>
        <source>{0} non-digits</source>
        <translation>{0} dibujos sin cifra</translation>
    </message>
    <message>
        <source>{0} images replayed</source>
        <translation>{0} imágenes de repaso</translation>
    </message>
    <message>
        <source>distillation {0}</source>
        <translation>destilación {0}</translation>
    </message>
    <message>
        <source>{0} images of your own digits</source>
        <translation>{0} imágenes de sus propias cifras</translation>
    </message>
    <message>
        <source>{0}, seed {1}, device {2}</source>
        <translation>{0}, semilla {1}, dispositivo {2}</translation>
    </message>
</context>
<context>
    <name>RunStatus</name>
    <message>
        <source>Progress of the run</source>
        <translation>Progreso del entrenamiento</translation>
    </message>
    <message>
        <source>Fetching the data: {0} of {1} MB</source>
        <translation>Descargando los datos: {0} de {1} MB</translation>
    </message>
    <message>
        <source>Preparing: {0} of {1} drawings made</source>
        <translation>Preparando: {0} de {1} dibujos hechos</translation>
    </message>
    <message>
        <source>Scoring: {0} of {1} images read</source>
        <translation>Evaluando: {0} de {1} imágenes leídas</translation>
    </message>
    <message>
        <source>Checking with digits left out: {0}</source>
        <translation>Comprobando con cifras apartadas: {0}</translation>
    </message>
    <message>
        <source>Ready to train</source>
        <translation>Listo para entrenar</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Hecho</translation>
    </message>
    <message>
        <source>Done: {0} read right</source>
        <translation>Hecho: bien leído {0}</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Detenido</translation>
    </message>
    <message>
        <source>Diverged: the loss ran away</source>
        <translation>Divergió: la pérdida se ha disparado</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Preparando…</translation>
    </message>
    <message>
        <source>Paused at epoch {0} of {1}, step {2} of {3}</source>
        <translation>En pausa en la época {0} de {1}, paso {2} de {3}</translation>
    </message>
    <message>
        <source>Stopped at epoch {0} of {1}, step {2} of {3}</source>
        <translation>Detenido en la época {0} de {1}, paso {2} de {3}</translation>
    </message>
    <message>
        <source>Diverged at epoch {0} of {1}, step {2}: the loss ran away</source>
        <translation>Divergió en la época {0} de {1}, paso {2}: la pérdida se ha disparado</translation>
    </message>
    <message>
        <source>Epoch {0} of {1}, step {2} of {3}</source>
        <translation>Época {0} de {1}, paso {2} de {3}</translation>
    </message>
    <message>
        <source>{0} images/s</source>
        <translation>{0} imágenes/s</translation>
    </message>
    <message>
        <source>{0} h {1} min left</source>
        <translation>quedan {0} h {1} min</translation>
    </message>
    <message>
        <source>{0} min {1} s left</source>
        <translation>quedan {0} min {1} s</translation>
    </message>
    <message>
        <source>{0} s left</source>
        <translation>quedan {0} s</translation>
    </message>
</context>
<context>
    <name>RunsList</name>
    <message>
        <source>Kept runs</source>
        <translation>Entrenamientos guardados</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Entrenamiento</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Épocas</translation>
    </message>
    <message>
        <source>The share of this test set that it reads right. It learnt from none of these digits.</source>
        <translation>La parte de este conjunto de prueba que lee bien. No aprendió de ninguna de estas cifras.</translation>
    </message>
    <message>
        <source>Runs you keep are listed here,
to read with, to compare and to train on.</source>
        <translation>Aquí aparecen los entrenamientos conservados,
para leer con ellos, compararlos y continuarlos.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} de {1}</translation>
    </message>
    <message>
        <source>Reads at present</source>
        <translation>Lee ahora</translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>&amp;Factory weights</source>
        <translation>Pesos de &amp;fábrica</translation>
    </message>
    <message>
        <source>Read with the weights that came with the program</source>
        <translation>Leer con los pesos que vienen con el programa</translation>
    </message>
    <message>
        <source>&amp;Open run…</source>
        <translation>&amp;Abrir…</translation>
    </message>
    <message>
        <source>Add a run from a file to the list</source>
        <translation>Añadir a la lista un entrenamiento de un archivo</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Usar</translation>
    </message>
    <message>
        <source>Read with the weights of this run</source>
        <translation>Leer con los pesos de este entrenamiento</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reanudar</translation>
    </message>
    <message>
        <source>Train on where this run stopped</source>
        <translation>Continuar el entrenamiento donde se detuvo</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renombrar</translation>
    </message>
    <message>
        <source>Save this run to a file: its weights, or its network as ONNX for other programs</source>
        <translation>Guardar este entrenamiento en un archivo: sus pesos, o su red como ONNX para otros programas</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Really?</source>
        <translation>¿Seguro?</translation>
    </message>
    <message>
        <source>Press again to delete the run for good</source>
        <translation>Pulsar otra vez para eliminar el entrenamiento definitivamente</translation>
    </message>
    <message>
        <source>Delete the run</source>
        <translation>Eliminar el entrenamiento</translation>
    </message>
</context>
<context>
    <name>SampleChanges</name>
    <message>
        <source>Labelled {0}: {1} of your digits.</source>
        <translation>Etiquetadas {0}: {1} de sus cifras.</translation>
    </message>
    <message>
        <source>Said to be right: {0} of your digits.</source>
        <translation>Dadas por correctas: {0} de sus cifras.</translation>
    </message>
    <message>
        <source>Deleted: {0} of your digits.</source>
        <translation>Eliminadas: {0} de sus cifras.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
</context>
<context>
    <name>SampleCommands</name>
    <message>
        <source>Relabel</source>
        <translation>Reetiquetar</translation>
    </message>
    <message>
        <source>Give the selected digits another label; digit keys do it too</source>
        <translation>Dar otra etiqueta a las cifras seleccionadas; también con las teclas de cifra</translation>
    </message>
    <message>
        <source>It is right</source>
        <translation>Es correcta</translation>
    </message>
    <message>
        <source>The label is right, although it contradicts the rest: learn it</source>
        <translation>La etiqueta es correcta aunque contradiga al resto: aprenderla</translation>
    </message>
    <message>
        <source>On the pad</source>
        <translation>Al dibujo</translation>
    </message>
    <message>
        <source>Put the selected digit on the pad</source>
        <translation>Poner en el área de dibujo la cifra seleccionada</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Delete the selected digits; it can be undone</source>
        <translation>Eliminar las cifras seleccionadas; se puede deshacer</translation>
    </message>
    <message>
        <source>Write digits as you are asked to, to learn from</source>
        <translation>Escribir las cifras que se pidan, de las que aprender</translation>
    </message>
    <message>
        <source>Write 20 digits</source>
        <translation>Escribir 20 cifras</translation>
    </message>
    <message>
        <source>&amp;Import digits…</source>
        <translation>&amp;Importar cifras…</translation>
    </message>
    <message>
        <source>Add labelled digits from a file of drawings or a table</source>
        <translation>Añadir cifras etiquetadas de un archivo de dibujos o de una tabla</translation>
    </message>
    <message>
        <source>Export &amp;digits…</source>
        <translation>Expo&amp;rtar cifras…</translation>
    </message>
    <message>
        <source>Save the selected digits, or all, as drawings or as a table of pixels</source>
        <translation>Guardar las cifras seleccionadas, o todas, como dibujos o como tabla de píxeles</translation>
    </message>
</context>
<context>
    <name>ShiftMapView</name>
    <message>
        <source>not moved</source>
        <translation>sin mover</translation>
    </message>
    <message>
        <source>{0}: {1}, {2} sure</source>
        <translation>{0}: {1}, {2} de seguridad</translation>
    </message>
    <message>
        <source>{0}: perhaps {1}</source>
        <translation>{0}: quizá {1}</translation>
    </message>
</context>
<context>
    <name>Stress</name>
    <message>
        <source>Turned (°)</source>
        <translation>Girada (°)</translation>
    </message>
    <message>
        <source>Moved right (px)</source>
        <translation>A la derecha (px)</translation>
    </message>
    <message>
        <source>Pen wider (px)</source>
        <translation>Trazo más ancho (px)</translation>
    </message>
    <message>
        <source>Blurred (px)</source>
        <translation>Desenfocada (px)</translation>
    </message>
    <message>
        <source>Noise (ink is 1)</source>
        <translation>Ruido (tinta = 1)</translation>
    </message>
    <message>
        <source>{0}°</source>
        <translation>{0}°</translation>
    </message>
    <message>
        <source>{0} px</source>
        <translation>{0} px</translation>
    </message>
</context>
<context>
    <name>StressPlot</name>
    <message>
        <source>{0}: {1} right</source>
        <translation>{0}: {1} de aciertos</translation>
    </message>
</context>
<context>
    <name>StressSection</name>
    <message>
        <source>Stress</source>
        <translation>Resistencia</translation>
    </message>
    <message>
        <source>the digit on the pad</source>
        <translation>la cifra dibujada</translation>
    </message>
    <message>
        <source>Share read right, of {0} of {1} digits</source>
        <translation>Parte que se lee bien, de {0} de {1} cifras</translation>
    </message>
</context>
<context>
    <name>StressingSession</name>
    <message>
        <source>{0}, factory weights</source>
        <translation>{0}, pesos de fábrica</translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message>
        <source>Nothing is scored yet.</source>
        <translation>Todavía no hay nada evaluado.</translation>
    </message>
    <message>
        <source>{0} right</source>
        <translation>{0} bien</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>Nobody may choose settings by a test set: the best of many tries fits these very digits by chance, and its score then promises too much.</source>
        <translation>Nadie debe elegir ajustes con un conjunto de prueba: el mejor de muchos intentos acierta justo en estas cifras por azar, y su resultado promete entonces demasiado.</translation>
    </message>
</context>
<context>
    <name>SuspicionNotice</name>
    <message>
        <source>Show all</source>
        <translation>Ver todas</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Verlas</translation>
    </message>
    <message>
        <source>Not learnt, since they contradict the rest: {0} of your digits. Was a wrong key pressed?</source>
        <translation>No se aprenden, porque contradicen al resto: {0} de sus cifras. ¿Se pulsó una tecla equivocada?</translation>
    </message>
</context>
<context>
    <name>System</name>
    <message>
        <source>No space left on device</source>
        <translation>no queda espacio en el dispositivo</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>no existe el archivo o la carpeta</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>permiso denegado</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>es una carpeta</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>no es una carpeta</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>el archivo ya existe</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>sistema de archivos de solo lectura</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>error de entrada o salida</translation>
    </message>
</context>
<context>
    <name>Teaching</name>
    <message>
        <source>No digit was found in the picture, so nothing was kept.</source>
        <translation>No se encontró ninguna cifra en la imagen, así que no se guardó nada.</translation>
    </message>
    <message>
        <source>This digit is for testing: nothing learns from it.</source>
        <translation>Esta cifra es para probar: nada aprende de ella.</translation>
    </message>
    <message>
        <source>Kept: {0} of {1} digits. The page Mine shows them.</source>
        <translation>Guardadas: {0} de {1} cifras. Las muestra la página Mías.</translation>
    </message>
</context>
<context>
    <name>TeachingNote</name>
    <message>
        <source>Its label in the test: {0}</source>
        <translation>Su etiqueta en la prueba: {0}</translation>
    </message>
    <message>
        <source>Kept as {0} · Esc takes it back</source>
        <translation>Guardada como {0} · Esc la retira</translation>
    </message>
    <message>
        <source>Wrong? Type the right digit</source>
        <translation>¿Mal? Teclee la cifra correcta</translation>
    </message>
    <message>
        <source>Which is it? Type the digit</source>
        <translation>¿Cuál es? Teclee la cifra</translation>
    </message>
</context>
<context>
    <name>TestPage</name>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Save this section as a picture or a table</source>
        <translation>Guardar esta sección como imagen o como tabla</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
</context>
<context>
    <name>TestScores</name>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} de {1}</translation>
    </message>
</context>
<context>
    <name>TestSummary</name>
    <message>
        <source>Fetching the data: {0} of {1} MB</source>
        <translation>Descargando los datos: {0} de {1} MB</translation>
    </message>
    <message>
        <source>Scoring: {0} of {1} digits read</source>
        <translation>Evaluando: {0} de {1} cifras leídas</translation>
    </message>
    <message>
        <source>my digits</source>
        <translation>mis cifras</translation>
    </message>
    <message>
        <source>{0}, test set</source>
        <translation>{0}, prueba</translation>
    </message>
    <message>
        <source>{0} of {1} digits; of all such digits {2} to {3}, with {4} certainty.</source>
        <translation>{0} de {1} cifras; de todas las cifras así, de {2} a {3}, con {4} de certeza.</translation>
    </message>
    <message>
        <source>Loss {0}. Sure of {1}; right in {2} of those.</source>
        <translation>Pérdida {0}. Segura en {1}; de esas acierta {2}.</translation>
    </message>
</context>
<context>
    <name>TestingSession</name>
    <message>
        <source>{0} (in use)</source>
        <translation>{0} (en uso)</translation>
    </message>
    <message>
        <source>Exported to {0}</source>
        <translation>Exportado a {0}</translation>
    </message>
</context>
<context>
    <name>TimeCommands</name>
    <message>
        <source>Read with the weights in use again, not with those of a moment</source>
        <translation>Volver a leer con los pesos en uso, no con los de un momento</translation>
    </message>
    <message>
        <source>Export fil&amp;m…</source>
        <translation>Exportar pelíc&amp;ula…</translation>
    </message>
    <message>
        <source>Pa&amp;use film</source>
        <translation>Pausar pe&amp;lícula</translation>
    </message>
    <message>
        <source>P&amp;lay film</source>
        <translation>Reproducir pe&amp;lícula</translation>
    </message>
    <message>
        <source>Play all moments, and save pad, reading and this page as a GIF</source>
        <translation>Reproducir todos los momentos y guardar el área de dibujo, la lectura y esta página como GIF</translation>
    </message>
    <message>
        <source>Bac&amp;k to now</source>
        <translation>Volver al prese&amp;nte</translation>
    </message>
    <message>
        <source>Play the moments from first to last</source>
        <translation>Reproducir los momentos del primero al último</translation>
    </message>
</context>
<context>
    <name>TimeSection</name>
    <message>
        <source>Time</source>
        <translation>Tiempo</translation>
    </message>
</context>
<context>
    <name>TimeTravel</name>
    <message>
        <source>{0} at step {1}</source>
        <translation>{0} en el paso {1}</translation>
    </message>
</context>
<context>
    <name>TimeView</name>
    <message>
        <source>Run</source>
        <translation>Entrenamiento</translation>
    </message>
    <message>
        <source>Draw a digit to see how it was read at each moment.</source>
        <translation>Dibuje una cifra para ver cómo se leía en cada momento.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>The confusion matrix comes when the slider rests.</source>
        <translation>La matriz de confusión aparece cuando el deslizador se detiene.</translation>
    </message>
    <message>
        <source>the digit that is read now</source>
        <translation>la cifra que se lee ahora</translation>
    </message>
    <message>
        <source>another digit</source>
        <translation>otra cifra</translation>
    </message>
    <message>
        <source>Epoch {0} of {1}, step {2}</source>
        <translation>Época {0} de {1}, paso {2}</translation>
    </message>
    <message>
        <source>There are no moments of this run. Runs that are trained in this window keep some.</source>
        <translation>No hay momentos de este entrenamiento. Los que se entrenan en esta ventana guardan algunos.</translation>
    </message>
    <message>
        <source>Train a network, and see here how it read at each moment of its training.</source>
        <translation>Entrene una red y vea aquí cómo leía en cada momento de su entrenamiento.</translation>
    </message>
    <message>
        <source>Of {0} test digits of {1}, {2} are read right.</source>
        <translation>De {0} cifras de prueba de {1}, {2} se leen bien.</translation>
    </message>
    <message>
        <source>Moments: {0}. They take up {1} of at most {2} MB.</source>
        <translation>Momentos: {0}. Ocupan {1} de un máximo de {2} MB.</translation>
    </message>
    <message>
        <source>Go back to a moment of the training: the pad and this page read with the weights of then.</source>
        <translation>Vuelva a un momento del entrenamiento: el área de dibujo y esta página leen con los pesos de entonces.</translation>
    </message>
    <message>
        <source>Rows: what it is. Columns: what it is read as. Blue is read right, orange is wrong.</source>
        <translation>Filas: lo que es. Columnas: lo que se lee. Azul: leído bien; naranja: mal.</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Training</source>
        <translation>Entrenamiento</translation>
    </message>
</context>
<context>
    <name>TrainingCommands</name>
    <message>
        <source>&amp;Train</source>
        <translation>&amp;Entrenar</translation>
    </message>
    <message>
        <source>Train the network from scratch</source>
        <translation>Entrenar la red desde cero</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausar</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Detener</translation>
    </message>
    <message>
        <source>End the run here; what it has learnt is not lost</source>
        <translation>Terminar aquí el entrenamiento; lo aprendido no se pierde</translation>
    </message>
    <message>
        <source>+1 &amp;epoch</source>
        <translation>+1 ép&amp;oca</translation>
    </message>
    <message>
        <source>Train one epoch more: show the network all training images once more</source>
        <translation>Entrenar una época más: mostrar a la red una vez más todas las imágenes de entrenamiento</translation>
    </message>
    <message>
        <source>E&amp;xport plots…</source>
        <translation>E&amp;xportar gráficas…</translation>
    </message>
    <message>
        <source>Save the curves as a picture or as figures</source>
        <translation>Guardar las curvas como imagen o como datos</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Reanudar</translation>
    </message>
</context>
<context>
    <name>TrainingForm</name>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>Back to the values of the preset</source>
        <translation>Volver a los valores del ajuste</translation>
    </message>
    <message>
        <source>Train {0}</source>
        <translation>Entrenar {0}</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Ajuste</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Personal</translation>
    </message>
</context>
<context>
    <name>TrainingSession</name>
    <message>
        <source>Getting ready…</source>
        <translation>Preparando…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Guardar como…</translation>
    </message>
</context>
<context>
    <name>UnitGrid</name>
    <message>
        <source>{0}, filter {1}</source>
        <translation>{0}, filtro {1}</translation>
    </message>
    <message>
        <source>{0}, neuron {1}</source>
        <translation>{0}, neurona {1}</translation>
    </message>
    <message>
        <source>{0}: off, click to switch it on</source>
        <translation>{0}: apagado; haga clic para encenderlo</translation>
    </message>
    <message>
        <source>{0}: click to switch it off</source>
        <translation>{0}: haga clic para apagarlo</translation>
    </message>
</context>
<context>
    <name>WeightsToTest</name>
    <message>
        <source>{0}, factory weights</source>
        <translation>{0}, pesos de fábrica</translation>
    </message>
    <message>
        <source>{0}, not saved</source>
        <translation>{0}, sin guardar</translation>
    </message>
    <message>
        <source>{0}, learning now</source>
        <translation>{0}, aprendiendo</translation>
    </message>
    <message>
        <source>{0} at epoch {1}, step {2}</source>
        <translation>{0} en la época {1}, paso {2}</translation>
    </message>
</context>
<context>
    <name>WhySection</name>
    <message>
        <source>Why</source>
        <translation>Por qué</translation>
    </message>
    <message>
        <source>What to explain</source>
        <translation>Qué explicar</translation>
    </message>
    <message>
        <source>Why this digit?</source>
        <translation>¿Por qué esta cifra?</translation>
    </message>
    <message>
        <source>Why {0}?</source>
        <translation>¿Por qué {0}?</translation>
    </message>
    <message>
        <source>Why not {0}?</source>
        <translation>¿Por qué no {0}?</translation>
    </message>
    <message>
        <source>Grown from blank paper until the network is sure of each; a person would write them otherwise. Click one to put it on the pad.</source>
        <translation>Crecidas sobre papel en blanco hasta que la red está segura de cada una; una persona las escribiría de otro modo. Con un clic, la cifra pasa al área de dibujo.</translation>
    </message>
    <message>
        <source>Its idea of perfect digits</source>
        <translation>Su idea de cifras perfectas</translation>
    </message>
</context>
<context>
    <name>WindowSession</name>
    <message>
        <source>Loading the networks; you can draw already</source>
        <translation>Cargando las redes; ya se puede dibujar</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>{0}, learning now</source>
        <translation>{0}, aprendiendo</translation>
    </message>
    <message>
        <source>{0}, not saved</source>
        <translation>{0}, sin guardar</translation>
    </message>
    <message>
        <source>{0}, factory weights</source>
        <translation>{0}, pesos de fábrica</translation>
    </message>
    <message>
        <source>{0}: {1} read right</source>
        <translation>{0}: bien leído {1}</translation>
    </message>
    <message>
        <source>{0} was cut off after {1} of {2} epochs; what it had learnt is kept.</source>
        <translation>{0} se interrumpió tras {1} de {2} épocas; lo aprendido se conserva.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reanudar</translation>
    </message>
    <message>
        <source>The language changes when you start the program again.</source>
        <translation>El idioma cambia al volver a iniciar el programa.</translation>
    </message>
</context>
<context>
    <name>_DigitButton</name>
    <message>
        <source>Perfect {0}, {1} sure</source>
        <translation>{0} perfecto, {1} de seguridad</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>argparse</name>
    <message>
        <source>usage: </source>
        <translation>uso: </translation>
    </message>
    <message>
        <source>positional arguments</source>
        <translation>argumentos posicionales</translation>
    </message>
    <message>
        <source>options</source>
        <translation>opciones</translation>
    </message>
    <message>
        <source>show this help message and exit</source>
        <translation>mostrar esta ayuda y salir</translation>
    </message>
    <message>
        <source>%(prog)s: error: %(message)s
</source>
        <translation>%(prog)s: error: %(message)s
</translation>
    </message>
    <message>
        <source>argument %(argument_name)s: %(message)s</source>
        <translation>argumento %(argument_name)s: %(message)s</translation>
    </message>
    <message>
        <source>the following arguments are required: %s</source>
        <translation>faltan estos argumentos: %s</translation>
    </message>
    <message>
        <source>one of the arguments %s is required</source>
        <translation>se necesita uno de los argumentos %s</translation>
    </message>
    <message>
        <source>not allowed with argument %s</source>
        <translation>no se admite junto con el argumento %s</translation>
    </message>
    <message>
        <source>unrecognized arguments: %s</source>
        <translation>argumentos desconocidos: %s</translation>
    </message>
    <message>
        <source>ambiguous option: %(option)s could match %(matches)s</source>
        <translation>opción ambigua: %(option)s podría ser %(matches)s</translation>
    </message>
    <message>
        <source>ignored explicit argument %r</source>
        <translation>argumento explícito ignorado: %r</translation>
    </message>
    <message>
        <source>expected one argument</source>
        <translation>se espera un argumento</translation>
    </message>
    <message>
        <source>expected at least one argument</source>
        <translation>se espera al menos un argumento</translation>
    </message>
    <message>
        <source>invalid %(type)s value: %(value)r</source>
        <translation>valor de %(type)s no válido: %(value)r</translation>
    </message>
    <message>
        <source>invalid choice: %(value)r (choose from %(choices)s)</source>
        <translation>opción no válida: %(value)r (elija entre %(choices)s)</translation>
    </message>
</context>
</TS>
