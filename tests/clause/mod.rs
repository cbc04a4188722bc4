mod enumerators;
