/* placeholder: being written by the UI engineer - overwrite */
